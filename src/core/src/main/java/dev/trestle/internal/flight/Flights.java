package dev.trestle.internal.flight;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;

/** The requests of an application that are not over yet, and the tasks that others left. */
public final class Flights {
  private static final long NEVER = Long.MAX_VALUE;

  private final Set<Flight> flights = ConcurrentHashMap.newKeySet();
  private final Set<AfterTasks> tasks = ConcurrentHashMap.newKeySet();
  private final Sweeper sweeper = new Sweeper(flights);
  private volatile Thread waiting;

  /**
   * A request begins.
   *
   * @param timeout until its answer has to have begun, that of a stream to have ended
   */
  public Flight begin(HttpServletRequest request, Optional<Duration> timeout) {
    Request jetty = ServletContextRequest.getServletContextRequest(request);
    Flight flight = new Flight(this, wire(jetty), timeout.map(Duration::toNanos).orElse(NEVER));
    flights.add(flight);
    sweeper.wake();
    Request.addCompletionListener(jetty, flight);
    return flight;
  }

  /** For an answer that no route gives: it is over at once, and cannot be cancelled. */
  public Flight outside() {
    return new Flight(this, Wire.UNKNOWN, NEVER);
  }

  private static Wire wire(Request request) {
    Object transport = request.getConnectionMetaData().getConnection().getEndPoint();
    while (transport instanceof EndPoint endPoint) {
      if (endPoint instanceof Wire wire) {
        return wire;
      }
      transport = endPoint.getTransport();
    }
    return Wire.UNKNOWN;
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
