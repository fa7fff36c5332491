package dev.trestle.internal.work;

import java.util.concurrent.locks.LockSupport;

/**
 * What the thread that made it waits for. Without a time, which would cost each wait a timer: what
 * waits for too long is sent away by a {@link Sweeper}.
 */
public abstract class Parked {
  private final Thread thread = Thread.currentThread();
  private final long since = System.nanoTime();

  /** Whether the wait is over, for good. */
  protected abstract boolean isOver();

  /** When it was made, as {@link System#nanoTime} has it. */
  public final long since() {
    return since;
  }

  /** Whether it was made so many nanoseconds ago. */
  public final boolean isOlder(long now, long nanos) {
    return now - since >= nanos;
  }

  /**
   * Waits until it is over; at once if it is.
   *
   * @throws InterruptedException if the thread is interrupted before; then it still waits
   */
  public final void await() throws InterruptedException {
    while (!isOver()) {
      LockSupport.park(this);
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
  }

  /** To be called by whoever has made an end of it. */
  public final void wake() {
    LockSupport.unpark(thread);
  }
}
