package dev.trestle.internal.share;

import java.util.concurrent.locks.LockSupport;

/**
 * A call in a {@link Lane}, of the thread that made it. Its state is the lane's to change.
 *
 * @param <C> what is asked
 */
public final class Turn<C> {
  private final C call;
  private final Thread thread = Thread.currentThread();
  private final long made = System.nanoTime();
  private volatile State state;

  Turn(C call, State state) {
    this.call = call;
    this.state = state;
  }

  /** How far it is. */
  public enum State {
    /** In the queue. */
    WAITING,
    /** In somebody's statement. */
    TAKEN,
    /** To run a statement for itself and for others; then it has to call {@link Lane#next}. */
    LEADING,
    /** Somebody's statement has answered it. */
    ANSWERED,
    /** To run a statement for itself, outside of the lane. */
    ALONE
  }

  /** What is asked. */
  public C call() {
    return call;
  }

  /** Whether it has to run a statement at once. */
  public boolean isLeading() {
    return state == State.LEADING;
  }

  State state() {
    return state;
  }

  void set(State now) {
    state = now;
  }

  void wake() {
    LockSupport.unpark(thread);
  }

  private boolean isOver() {
    State now = state;
    return now != State.WAITING && now != State.TAKEN;
  }

  boolean isTaken() {
    return state == State.TAKEN;
  }

  /** Whether it was made so many nanoseconds ago. */
  boolean isOld(long now, long nanos) {
    return now - made >= nanos;
  }

  /**
   * Waits until it is neither waiting nor taken; {@link Lane#settle} tells what it is then. Without
   * a time, which would cost each wait a timer: who waits for too long is sent away by the lane.
   *
   * @throws InterruptedException then it has to be given to {@link Lane#abandon}
   */
  public void await() throws InterruptedException {
    while (!isOver()) {
      LockSupport.park(this);
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
  }
}
