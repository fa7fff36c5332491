package dev.trestle.internal.flight;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after all requests under way, ten times a second, so that none needs a timer. Its thread
 * starts with a request and ends a second after the last; one of the platform's, since functions
 * that compute can take all that virtual threads run on.
 */
final class Sweeper implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger("dev.trestle");
  private static final long LOOKS_APART = Duration.ofMillis(100).toNanos();
  private static final int QUIET_LOOKS = 10;

  private final Set<Flight> flights;
  private final AtomicBoolean running = new AtomicBoolean();

  Sweeper(Set<Flight> flights) {
    this.flights = flights;
  }

  /** There is a request. */
  void wake() {
    if (!running.get() && running.compareAndSet(false, true)) {
      Thread.ofPlatform().daemon().name("trestle-sweeper").start(this);
    }
  }

  @Override
  public void run() {
    do {
      sweep();
      running.set(false);
    } while (!flights.isEmpty() && running.compareAndSet(false, true));
  }

  private void sweep() {
    int quiet = 0;
    long wait = LOOKS_APART;
    while (quiet < QUIET_LOOKS) {
      LockSupport.parkNanos(this, wait);
      quiet = flights.isEmpty() ? quiet + 1 : 0;
      wait = LOOKS_APART;
      long now = System.nanoTime();
      for (Flight flight : flights) {
        wait = Math.min(wait, look(flight, now));
      }
    }
  }

  private static long look(Flight flight, long now) {
    try {
      return flight.look(now);
    } catch (RuntimeException e) {
      LOG.error("A request could not be looked after", e);
      return LOOKS_APART;
    }
  }
}
