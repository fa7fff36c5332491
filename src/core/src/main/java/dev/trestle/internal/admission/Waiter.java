package dev.trestle.internal.admission;

import dev.trestle.internal.work.Parked;

/** A thread in the queue for a connection. Its state is the queue's to change. */
final class Waiter extends Parked {
  private final Rank rank;
  private volatile State state = State.WAITING;

  Waiter(Rank rank) {
    this.rank = rank;
  }

  /** How far it is. */
  enum State {
    /** In the queue. */
    WAITING,
    /** It has a permit. */
    ADMITTED,
    /** It has waited for too long. */
    EXPIRED
  }

  Rank rank() {
    return rank;
  }

  State state() {
    return state;
  }

  void set(State now) {
    state = now;
  }

  @Override
  protected boolean isOver() {
    return state != State.WAITING;
  }
}
