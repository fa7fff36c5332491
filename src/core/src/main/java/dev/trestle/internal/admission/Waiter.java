package dev.trestle.internal.admission;

import java.util.concurrent.locks.LockSupport;

/** A thread in the queue for a connection. Its state is the queue's to change. */
final class Waiter {
  final Rank rank;
  final long since = System.nanoTime();
  private final Thread thread = Thread.currentThread();
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

  State state() {
    return state;
  }

  void set(State now) {
    state = now;
  }

  void wake() {
    LockSupport.unpark(thread);
  }

  /** Without a time, which would cost each wait a timer: the queue's sweeper ends it. */
  void await() throws InterruptedException {
    while (state == State.WAITING) {
      LockSupport.park(this);
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
  }
}
