package dev.trestle.notify;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * One who listens to a channel, with a queue of its own that never grows beyond its capacity: of a
 * subscriber that reads too slowly the queue is emptied, and it is told of a {@link Notice.Gap}. To
 * be closed.
 */
public final class Subscription implements AutoCloseable {
  private final Deque<Notice> notices = new ArrayDeque<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final int capacity;
  private final Consumer<Subscription> leave;
  private boolean closed;

  Subscription(int capacity, Consumer<Subscription> leave) {
    this.capacity = capacity;
    this.leave = leave;
  }

  /**
   * Waits for what happens next. Costs a virtual thread, and no connection.
   *
   * @return in the order it happened; empty once the subscription is closed, by whomever
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  public Optional<Notice> next() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (notices.isEmpty() && !closed) {
        changed.await();
      }
      return closed ? Optional.empty() : Optional.of(notices.removeFirst());
    } finally {
      lock.unlock();
    }
  }

  void tell(Notice notice) {
    lock.lock();
    try {
      if (notices.size() >= capacity) {
        notices.clear();
        notices.add(new Notice.Gap());
      }
      // One gap after the other says nothing more.
      if (!(notice instanceof Notice.Gap && notices.peekLast() instanceof Notice.Gap)) {
        notices.add(notice);
      }
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Listens no longer, and ends whoever waits. Does nothing the second time. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      notices.clear();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    leave.accept(this);
  }
}
