package dev.trestle.internal.work;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after all that is under way, ten times a second, so that nothing of it needs a timer. Its
 * thread starts with the first and ends a second after the last; one of the platform's, since
 * functions that compute can take all that virtual threads run on.
 */
public final class Sweeper implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger("dev.trestle");
  private static final long LOOKS_APART = Duration.ofMillis(100).toNanos();
  private static final int QUIET_LOOKS = 10;

  private final Set<? extends Swept> all;
  private final AtomicBoolean running = new AtomicBoolean();

  /**
   * @param all that is under way, safe for all threads
   */
  public Sweeper(Set<? extends Swept> all) {
    this.all = all;
  }

  /** Something that is looked after. */
  @FunctionalInterface
  public interface Swept {
    /**
     * Looks after it, without waiting for anything.
     *
     * @param now by {@link System#nanoTime}
     * @return nanoseconds until it has to be done again, at the latest
     */
    long look(long now);
  }

  /** There is something. */
  public void wake() {
    if (!running.get() && running.compareAndSet(false, true)) {
      Thread.ofPlatform().daemon().name("trestle-sweeper").start(this);
    }
  }

  @Override
  public void run() {
    do {
      sweep();
      running.set(false);
    } while (!all.isEmpty() && running.compareAndSet(false, true));
  }

  private void sweep() {
    int quiet = 0;
    long wait = LOOKS_APART;
    while (quiet < QUIET_LOOKS) {
      LockSupport.parkNanos(this, wait);
      quiet = all.isEmpty() ? quiet + 1 : 0;
      wait = LOOKS_APART;
      long now = System.nanoTime();
      for (Swept one : all) {
        wait = Math.min(wait, look(one, now));
      }
    }
  }

  private static long look(Swept one, long now) {
    try {
      return one.look(now);
    } catch (RuntimeException e) {
      LOG.error("Something under way could not be looked after", e);
      return LOOKS_APART;
    }
  }
}
