package dev.trestle.querytest;

import static dev.trestle.query.Mapping.value;
import static dev.trestle.query.Queries.prepare;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.select;

import dev.trestle.internal.work.Owner;
import dev.trestle.internal.work.RequestWork;
import dev.trestle.query.Prepared0;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A request's work with a database of 5,000 people, to be cancelled by a test. */
final class CancelledWork implements BeforeEachCallback, AfterEachCallback {
  /** Sleeps for ten minutes. */
  static final Prepared0<Boolean> SLEEP =
      prepare(() -> select(field("pg_sleep(600) is null", Boolean.class))).as(value());

  private final WatchedPool pool;
  private final RequestWork work = new RequestWork();
  private final DSLContext db;

  CancelledWork(WatchedPool pool) {
    this.pool = pool;
    db = work.over(pool.db().configuration(), Owner.NOBODY).dsl();
  }

  RequestWork work() {
    return work;
  }

  /** What the request's functions are given. */
  DSLContext db() {
    return db;
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    pool.db()
        .execute("insert into people select i, 'p' || i, null from generate_series(1, 5000) i");
  }

  @Override
  public void afterEach(ExtensionContext context) {
    assertThat(Thread.interrupted()).isFalse();
    assertThat(others()).isZero();
    pool.db().execute("truncate people, letters, letter_tags");
  }

  /** Statements and transactions of others, which WatchedPool's own check follows. */
  private int others() {
    return pool.db()
        .fetchSingle(
            "select count(*)::int from pg_stat_activity where datname = current_database()"
                + " and backend_type = 'client backend'"
                + " and state <> 'idle' and pid <> pg_backend_pid()")
        .get(0, Integer.class);
  }

  /** Returns once a statement with this part is under way. */
  void waitUntilRunning(String part) {
    String running =
        "select 1 from pg_stat_activity where datname = current_database() and state = 'active'"
            + " and pid <> pg_backend_pid() and query like '%"
            + part
            + "%'";
    while (pool.db().fetch(running).isEmpty()) {
      Thread.onSpinWait();
    }
  }

  /** Runs it on a thread of its own. */
  static <T> FutureTask<T> begin(Callable<T> part) {
    FutureTask<T> task = new FutureTask<>(part);
    Thread.ofVirtual().start(task);
    return task;
  }

  static void assertCancelled(FutureTask<?> task) {
    assertThatThrownBy(task::get)
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isInstanceOfSatisfying(
            DataAccessException.class, e -> assertThat(e.sqlState()).isEqualTo("57014"));
  }

  static void assertRefused(ThrowingCallable more) {
    assertThatThrownBy(more)
        .isInstanceOfSatisfying(
            DataAccessException.class, e -> assertThat(e.sqlState()).isEqualTo("57014"))
        .hasMessage("The request was cancelled");
  }

  static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
