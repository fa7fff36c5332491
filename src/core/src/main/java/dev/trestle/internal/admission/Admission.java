package dev.trestle.internal.admission;

import dev.trestle.internal.work.Sweeper;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;

/**
 * Lets as many in as a pool has connections. Who comes then waits in a queue, first come first
 * served within a {@link Rank}, and is refused if that is full or the wait is over. Where nobody
 * has to wait, going in and out is one atomic change each. A permit that becomes free is handed to
 * who is next, so nobody passes by. Safe for all threads.
 *
 * <p>{@code waiting} is written before {@code free} is looked at by who begins to wait, and {@code
 * free} before {@code waiting} by who leaves: so one of them sees the other.
 */
final class Admission implements Sweeper.Swept {
  private static final long WHOLE_SECOND = Duration.ofSeconds(1).toNanos();

  private final IntSupplier connections;
  private final IntSupplier strays;
  private final QueueLimits limits;
  private final long longestWait;

  /** Negative while there are more permits out than there are to be. */
  private final AtomicInteger free = new AtomicInteger();

  private final Lock lock = new ReentrantLock();
  private final Waiters waiters = new Waiters();
  private final OverloadReport report;
  private final LongAdder refused = new LongAdder();
  private final LongAdder expired = new LongAdder();
  private final Set<Admission> watched = ConcurrentHashMap.newKeySet();
  private final Sweeper sweeper = new Sweeper(watched);
  private volatile int waiting;

  /** Free or not; none before the first is asked for, when the pool has its size. */
  private int permits;

  /**
   * @param connections that the pool has at most, which may change
   * @param strays permits that have come back without {@link #leave}, each told of once
   */
  Admission(
      IntSupplier connections, IntSupplier strays, QueueLimits limits, OverloadReport report) {
    this.connections = connections;
    this.strays = strays;
    this.limits = limits;
    this.report = report;
    this.longestWait =
        limits.longestWait().isZero() ? Long.MAX_VALUE : limits.longestWait().toNanos();
  }

  /**
   * Takes a permit, which has to be given back by {@link #leave}.
   *
   * @throws PoolOverload if too many wait, or this has waited for too long
   * @throws InterruptedException if the thread is while it waits; then it has no permit
   */
  void enter(Rank rank) throws PoolOverload, InterruptedException {
    if (take()) {
      return;
    }
    Waiter waiter = join(rank);
    if (waiter == null) {
      return;
    }
    boolean awaited = false;
    try {
      waiter.await();
      awaited = true;
    } finally {
      if (!awaited) {
        abandon(waiter);
      }
    }
    if (waiter.state() == Waiter.State.EXPIRED) {
      throw new PoolOverload(
          "No connection was free within " + limits.longestWait().toMillis() + " ms",
          seconds(longestWait));
    }
  }

  private boolean take() {
    for (int now = free.get(); now > 0; now = free.get()) {
      if (free.compareAndSet(now, now - 1)) {
        return true;
      }
    }
    return false;
  }

  /** Null if there was a permit after all. */
  private Waiter join(Rank rank) throws PoolOverload {
    OverloadReport.Line line;
    PoolOverload refusal;
    lock.lock();
    try {
      resize();
      admitWhileFree();
      if (take()) {
        return null;
      }
      int most = limits.queue(permits);
      if (rank != Rank.NEW || waiters.size(Rank.NEW) < most) {
        return waitIn(rank);
      }
      long oldest = oldest();
      refused.increment();
      line = report.refused(permits, waiters.size(), oldest, limits);
      refusal =
          new PoolOverload(
              waiters.size() + " others wait for one of " + permits + " connections",
              seconds(oldest));
      watch();
    } finally {
      lock.unlock();
    }
    line.log();
    throw refusal;
  }

  private Waiter waitIn(Rank rank) {
    Waiter waiter = new Waiter(rank);
    waiters.add(waiter);
    waiting = waiters.size();
    if (take()) {
      waiters.remove(waiter);
      waiting = waiters.size();
      return null;
    }
    watch();
    return waiter;
  }

  private void watch() {
    if (watched.add(this)) {
      sweeper.wake();
    }
  }

  private long oldest() {
    return waiters.oldest().map(since -> System.nanoTime() - since).orElse(0L);
  }

  private static int seconds(long nanos) {
    return (int)
        Math.max(1, Math.min(Integer.MAX_VALUE, (nanos + WHOLE_SECOND - 1) / WHOLE_SECOND));
  }

  /** As many permits as the pool has connections now, with those that came back by other ways. */
  private void resize() {
    int now = Math.max(1, connections.getAsInt());
    free.addAndGet(now - permits + strays.getAsInt());
    permits = now;
  }

  /** Gives a permit back, to who is next. */
  void leave() {
    if (waiting != 0 && handOver()) {
      return;
    }
    free.incrementAndGet();
    if (waiting != 0) {
      admitWhileFree();
    }
  }

  private boolean handOver() {
    Waiter next;
    lock.lock();
    try {
      next = free.get() < 0 ? null : waiters.poll();
      if (next == null) {
        return false;
      }
      waiting = waiters.size();
      next.set(Waiter.State.ADMITTED);
    } finally {
      lock.unlock();
    }
    next.wake();
    return true;
  }

  private void admitWhileFree() {
    lock.lock();
    try {
      while (waiters.size() > 0 && take()) {
        Waiter next = waiters.poll();
        next.set(Waiter.State.ADMITTED);
        next.wake();
      }
      waiting = waiters.size();
    } finally {
      lock.unlock();
    }
  }

  /** Leaves the queue, or hands on a permit that came too late. */
  private void abandon(Waiter waiter) {
    boolean admitted;
    lock.lock();
    try {
      waiters.remove(waiter);
      waiting = waiters.size();
      admitted = waiter.state() == Waiter.State.ADMITTED;
    } finally {
      lock.unlock();
    }
    if (admitted) {
      leave();
    }
  }

  /** Sends those away who have waited for too long, and tells of the end of an overload. */
  @Override
  public long look(long now) {
    List<Waiter> late;
    OverloadReport.Line line;
    long next;
    lock.lock();
    try {
      resize();
      long oldest = oldest();
      int count = waiters.size();
      late = waiters.pollOlder(now, longestWait);
      expired.add(late.size());
      waiting = waiters.size();
      late.forEach(waiter -> waiter.set(Waiter.State.EXPIRED));
      line =
          late.isEmpty()
              ? report.look(now, waiters.size() <= limits.queue(permits) / 2)
              : report.expired(late.size(), permits, count, oldest, limits);
      if (waiters.size() == 0 && !report.isUnderWay()) {
        watched.remove(this);
      }
      next = Math.max(TimeUnit.MILLISECONDS.toNanos(1), longestWait - oldest());
    } finally {
      lock.unlock();
    }
    late.forEach(Waiter::wake);
    if (waiting != 0) {
      admitWhileFree();
    }
    line.log();
    return next;
  }

  /** How many are in. */
  int out() {
    lock.lock();
    try {
      return permits - free.get();
    } finally {
      lock.unlock();
    }
  }

  /** How many wait. */
  int waiting() {
    return waiting;
  }

  /** How many were refused because too many waited. */
  long refused() {
    return refused.sum();
  }

  /** How many have waited for too long. */
  long expired() {
    return expired.sum();
  }
}
