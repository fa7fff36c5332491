package dev.trestle.internal.share;

import dev.trestle.internal.work.Parked;

/**
 * A call in a {@link Lane}, of the thread that made it. Its state is the lane's to change.
 *
 * @param <C> what is asked
 */
public final class Turn<C> extends Parked {
  private final C call;
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

  /** {@link Lane#settle} tells what it is then. */
  @Override
  protected boolean isOver() {
    State now = state;
    return now != State.WAITING && now != State.TAKEN;
  }

  boolean isTaken() {
    return state == State.TAKEN;
  }
}
