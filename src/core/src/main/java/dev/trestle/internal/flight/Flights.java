package dev.trestle.internal.flight;

import dev.trestle.RequestObservation;
import dev.trestle.internal.exchange.Exchange;
import dev.trestle.internal.exchange.Wire;
import dev.trestle.internal.work.Sweeper;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The requests of an application that are not over yet, what is done beside them, and the tasks
 * that others left.
 */
public final class Flights {
  private static final Logger LOG = LoggerFactory.getLogger("dev.trestle");
  private static final long NEVER = Long.MAX_VALUE;

  /** For what is cancelled to end. */
  private static final long GRACE = Duration.ofSeconds(1).toNanos();

  private final Set<Flight> flights = ConcurrentHashMap.newKeySet();
  private final Set<AfterTasks> tasks = ConcurrentHashMap.newKeySet();
  private final Sweeper sweeper = new Sweeper(flights);
  private final Duration within;
  private final Queue<Thread> waiting = new ConcurrentLinkedQueue<>();
  private volatile boolean stopping;
  private volatile boolean cancelling;
  private OptionalLong deadline = OptionalLong.empty();

  /**
   * @param within which all has to end when the server stops
   */
  public Flights(Duration within) {
    this.within = within;
  }

  /**
   * A request begins.
   *
   * @param observation who follows it
   * @param timeout until its answer has to have begun, that of a stream to have ended
   */
  public Flight begin(
      Exchange exchange, RequestObservation observation, Optional<Duration> timeout) {
    long longest = timeout.map(Duration::toNanos).orElse(NEVER);
    Flight flight = new Flight(this, exchange.wire(), observation, longest);
    add(flight);
    exchange.onCompletion(flight);
    return flight;
  }

  /**
   * Something begins that outlives the request it is done for, and that ends by {@link Flight#end}.
   *
   * @param observation who follows that request
   * @param timeout until it has to have ended
   */
  public Flight beside(RequestObservation observation, Optional<Duration> timeout) {
    long longest = timeout.map(Duration::toNanos).orElse(NEVER);
    Flight flight = new Flight(this, Wire.UNKNOWN, observation, longest);
    add(flight);
    return flight;
  }

  private void add(Flight flight) {
    flights.add(flight);
    if (cancelling) {
      flight.cancel(Reason.SHUTDOWN);
    }
    sweeper.wake();
  }

  /** For an answer that no route gives: it is over at once, and cannot be cancelled. */
  public Flight outside() {
    return new Flight(this, Wire.UNKNOWN, RequestObservation.NONE, NEVER);
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
    if (!waiting.isEmpty()) {
      waiting.forEach(LockSupport::unpark);
    }
  }

  /** Says that the end is near, to who asks whether this takes requests. */
  public void announceStop() {
    stopping = true;
  }

  /** Whether the end is near. */
  public boolean isStopping() {
    return stopping;
  }

  /** From here on the time runs in which all has to end; begins once. */
  public synchronized void beginStop() {
    stopping = true;
    if (deadline.isEmpty()) {
      deadline = OptionalLong.of(System.nanoTime() + within.toNanos());
    }
  }

  /** What is left of that time; not negative. */
  public synchronized long nanosToStop() {
    return Math.max(0, deadline.orElseThrow() - System.nanoTime());
  }

  /** Waits that time for all requests and tasks to end, and cancels what is left of requests. */
  public void finish() {
    if (awaitNone(nanosToStop())) {
      return;
    }
    cancelling = true; // First, so that none that begins meanwhile is missed.
    flights.forEach(flight -> flight.cancel(Reason.SHUTDOWN));
    if (!awaitNone(GRACE)) {
      LOG.warn(
          "Stopped with {} requests and the tasks of {} others under way",
          flights.size(),
          tasks.size());
    }
  }

  /** Waits so long at most until there is none; whether there is. An interrupt does not end it. */
  public boolean awaitNone(long nanos) {
    long end = System.nanoTime() + nanos;
    waiting.add(Thread.currentThread());
    boolean interrupted = false;
    try {
      for (long left = nanos; !isNone() && left > 0; left = end - System.nanoTime()) {
        LockSupport.parkNanos(this, left);
        interrupted |= Thread.interrupted(); // Else it would not wait.
      }
      return isNone();
    } finally {
      waiting.remove(Thread.currentThread());
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private boolean isNone() {
    // In this order: a request's tasks are there before it is gone, what a task begins before that.
    return flights.isEmpty() && tasks.isEmpty() && flights.isEmpty();
  }
}
