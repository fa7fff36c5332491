package dev.trestle.internal.flight;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.server.Request;

/** The requests of an application that are not over yet, and the tasks that others left. */
public final class Flights {
  private final Set<Flight> flights = ConcurrentHashMap.newKeySet();
  private final Set<AfterTasks> tasks = ConcurrentHashMap.newKeySet();
  private volatile Thread waiting;

  /** A request begins. */
  public Flight begin(HttpServletRequest request) {
    Flight flight = new Flight(this);
    flights.add(flight);
    Request.addCompletionListener(ServletContextRequest.getServletContextRequest(request), flight);
    return flight;
  }

  void ended(Flight flight, Optional<AfterTasks> left) {
    left.ifPresent(this::start);
    flights.remove(flight);
    tellWaiting();
  }

  private void start(AfterTasks left) {
    tasks.add(left);
    Thread.ofVirtual()
        .name("trestle-after")
        .start(() -> {
          try {
            left.runAll();
          } finally {
            tasks.remove(left);
            tellWaiting();
          }
        });
  }

  private void tellWaiting() {
    Thread thread = waiting;
    if (thread != null) {
      LockSupport.unpark(thread);
    }
  }

  /**
   * Waits until no request is under way and no task is left.
   *
   * @param deadline of {@link System#nanoTime}
   * @return whether that is so
   */
  public boolean awaitNone(long deadline) {
    waiting = Thread.currentThread();
    try {
      long left = deadline - System.nanoTime();
      while (!isNone() && left > 0) {
        LockSupport.parkNanos(this, left);
        left = deadline - System.nanoTime();
      }
      return isNone();
    } finally {
      waiting = null;
    }
  }

  private boolean isNone() {
    // In this order: a request's tasks are there before it is gone.
    return flights.isEmpty() && tasks.isEmpty();
  }
}
