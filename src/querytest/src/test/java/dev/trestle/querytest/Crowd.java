package dev.trestle.querytest;

import dev.trestle.internal.share.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;
import org.jooq.DSLContext;

/**
 * Calls that meet, because a lock on their table lets none of them through until this is closed.
 */
final class Crowd implements AutoCloseable {
  private static final String LOCKED =
      "select count(*)::int from pg_stat_activity where datname = current_database()"
          + " and wait_event_type = 'Lock'";

  private final DSLContext db;
  private final CountDownLatch release = new CountDownLatch(1);
  private final FutureTask<Boolean> holder;
  private final List<Thread> threads = new ArrayList<>();

  Crowd(DSLContext db) {
    this(db, "people");
  }

  Crowd(DSLContext db, String table) {
    this.db = db;
    CountDownLatch held = new CountDownLatch(1);
    holder =
        CancelledWork.begin(() ->
            db.transactionResult(tx -> {
              tx.dsl().execute("lock table " + table + " in access exclusive mode");
              held.countDown();
              release.await();
              return true;
            }));
    CancelledWork.await(held);
  }

  /** Asks, and returns once that waits: the first for the table, the others for whomever. */
  <T> FutureTask<T> ask(Callable<T> call) {
    FutureTask<T> task = new FutureTask<>(call);
    Thread thread = Thread.ofVirtual().start(task);
    threads.add(thread);
    if (threads.size() == 1) {
      waitForLocks(1);
    } else {
      while (!waits(thread)) {
        spin();
      }
    }
    return task;
  }

  /** Returns once so many connections are out, that of the lock included. */
  void waitForConnections(WatchedPool pool, int connections) {
    while (pool.active() != connections) {
      spin();
    }
  }

  /** For an answer of others, or for a connection, which has a timeout. */
  private static boolean waits(Thread thread) {
    return LockSupport.getBlocker(thread) instanceof Turn
        || thread.getState() == Thread.State.TIMED_WAITING;
  }

  private static void spin() {
    if (Thread.interrupted()) {
      throw new AssertionError("It has not come to that in the time of the test");
    }
    Thread.onSpinWait();
  }

  /** The thread of who asked at a place, the first at 0. */
  Thread thread(int place) {
    return threads.get(place);
  }

  /** Returns once so many statements wait for the table. */
  void waitForLocks(int statements) {
    while (db.fetchSingle(LOCKED).get(0, Integer.class) != statements) {
      spin();
    }
  }

  @Override
  public void close() {
    release.countDown();
    join(List.of(holder));
  }

  /** What they gave. */
  static <T> List<T> join(List<FutureTask<T>> tasks) {
    List<T> results = new ArrayList<>();
    for (FutureTask<T> task : tasks) {
      try {
        results.add(task.get());
      } catch (ExecutionException e) {
        throw new AssertionError(e.getCause());
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    return results;
  }
}
