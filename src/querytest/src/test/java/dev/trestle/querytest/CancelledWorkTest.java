package dev.trestle.querytest;

import static dev.trestle.query.Mapping.value;
import static dev.trestle.query.Queries.prepare;
import static dev.trestle.querytest.db.Tables.PEOPLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.select;

import dev.trestle.internal.json.Json;
import dev.trestle.internal.work.RequestWork;
import dev.trestle.query.Copy;
import dev.trestle.query.JsonParts;
import dev.trestle.query.JsonRows;
import dev.trestle.query.Prepared0;
import dev.trestle.query.Transactions;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A request that is cancelled, whatever it does with the database. */
@Timeout(60)
class CancelledWorkTest {
  @RegisterExtension static final WatchedPool pool = new WatchedPool();

  private static final Prepared0<Boolean> SLEEP =
      prepare(() -> select(field("pg_sleep(600) is null", Boolean.class))).as(value());

  private static final Prepared0<Integer> NUMBERS =
      prepare(() -> select(PEOPLE.ID).from(PEOPLE).orderBy(PEOPLE.NAME)).as(value());

  private final RequestWork work = new RequestWork();
  private final DSLContext db = work.over(pool.db().configuration()).dsl();

  @BeforeEach
  void write() {
    pool.db()
        .execute("insert into people select i, 'p' || i, null from generate_series(1, 5000) i");
  }

  @AfterEach
  void nothingRuns() {
    assertThat(Thread.interrupted()).isFalse();
    assertThat(others()).isZero();
    pool.db().execute("truncate people, letters, letter_tags");
  }

  /** Statements and transactions of others, which WatchedPool's own check follows. */
  private static int others() {
    return pool.db()
        .fetchSingle(
            "select count(*)::int from pg_stat_activity where datname = current_database()"
                + " and backend_type = 'client backend'"
                + " and state <> 'idle' and pid <> pg_backend_pid()")
        .get(0, Integer.class);
  }

  private static void waitUntilRunning(String part) {
    String running =
        "select 1 from pg_stat_activity where datname = current_database() and state = 'active'"
            + " and pid <> pg_backend_pid() and query like '%"
            + part
            + "%'";
    while (pool.db().fetch(running).isEmpty()) {
      Thread.onSpinWait();
    }
  }

  private static <T> FutureTask<T> begin(Callable<T> part) {
    FutureTask<T> task = new FutureTask<>(part);
    Thread.ofVirtual().start(task);
    return task;
  }

  private static void assertCancelled(FutureTask<?> task) {
    assertThatThrownBy(task::get)
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isInstanceOfSatisfying(
            DataAccessException.class, e -> assertThat(e.sqlState()).isEqualTo("57014"));
  }

  private static void assertRefused(ThrowingCallable more) {
    assertThatThrownBy(more)
        .isInstanceOfSatisfying(
            DataAccessException.class, e -> assertThat(e.sqlState()).isEqualTo("57014"))
        .hasMessage("The request was cancelled");
  }

  @Test
  void aPreparedQueryEnds() {
    FutureTask<?> task = begin(() -> work.run(() -> SLEEP.with().fetch(db)));
    waitUntilRunning("pg_sleep");

    work.cancel();

    assertCancelled(task);
    assertRefused(() -> SLEEP.with().fetch(db));
  }

  @Test
  void aStatementOfJooqsEnds() {
    FutureTask<?> task = begin(() -> work.run(() -> db.fetch("select pg_sleep(600)")));
    waitUntilRunning("pg_sleep");

    work.cancel();

    assertCancelled(task);
    assertRefused(() -> db.fetch("select 1"));
  }

  @Test
  void statementsOnAllThreadsEnd() {
    FutureTask<?> first = begin(() -> db.fetch("select pg_sleep(600), 'a'"));
    FutureTask<?> second = begin(() -> SLEEP.with().fetch(db));
    waitUntilRunning("''a''");
    waitUntilRunning("is null");

    work.cancel();

    assertCancelled(first);
    assertCancelled(second);
  }

  @Test
  void aTransactionIsUndone() {
    FutureTask<?> task =
        begin(() ->
            work.run(() ->
                db.transactionResult(tx -> {
                  tx.dsl().execute("delete from people");
                  return tx.dsl().transactionResult(nested -> SLEEP.with().fetch(nested.dsl()));
                })));
    waitUntilRunning("pg_sleep");

    work.cancel();

    assertCancelled(task);
    assertThat(pool.db().fetchCount(PEOPLE)).isEqualTo(5000);
  }

  @Test
  void whoCatchesTheFailureInATransactionCommitsNothing() {
    FutureTask<?> task =
        begin(() ->
            Transactions.of(db)
                .retries(5)
                .run(tx -> {
                  tx.execute("delete from people");
                  try {
                    return Transactions.of(tx).run(nested -> SLEEP.with().fetch(nested));
                  } catch (DataAccessException e) {
                    return 0;
                  }
                }));
    waitUntilRunning("pg_sleep");

    work.cancel();

    assertCancelled(task);
    assertThat(pool.db().fetchCount(PEOPLE)).isEqualTo(5000);
  }

  @Test
  void theNextStatementOfATransactionIsRefused() {
    assertRefused(() ->
        db.transaction(tx -> {
          tx.dsl().execute("delete from people");
          work.cancel();
          tx.dsl().execute("select 1");
        }));
    assertThat(pool.db().fetchCount(PEOPLE)).isEqualTo(5000);
  }

  @Test
  void aTransactionWhoseLastStatementHasEndedIsNotCommitted() {
    assertRefused(() ->
        db.transaction(tx -> {
          tx.dsl().execute("delete from people");
          work.cancel();
        }));
    assertThat(pool.db().fetchCount(PEOPLE)).isEqualTo(5000);
  }

  @Test
  void aCopyOutEnds() {
    FutureTask<?> task =
        begin(() ->
            Copy.out(
                db,
                select(field("pg_sleep(600)::text", String.class)),
                OutputStream.nullOutputStream()));
    waitUntilRunning("copy");

    work.cancel();

    assertCancelled(task);
  }

  @Test
  void aCopyInEndsAndLeavesNoRow() {
    CountDownLatch begun = new CountDownLatch(1);
    Iterable<Integer> endless =
        Stream.iterate(
                10_000,
                id -> {
                  if (id == 100_000) {
                    begun.countDown();
                  }
                  return id + 1;
                })
            ::iterator;
    FutureTask<?> task =
        begin(() ->
            Copy.into(PEOPLE, Integer.class)
                .set(PEOPLE.ID, id -> id)
                .set(PEOPLE.NAME, id -> "n")
                .from(db, endless));
    await(begun);

    work.cancel();

    assertCancelled(task);
    assertThat(pool.db().fetchCount(PEOPLE)).isEqualTo(5000);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aSnapshotIsReadNoFurther() {
    JsonRows rows = JsonRows.of(Json.defaults().build());
    try (JsonParts parts = rows.snapshot(db, NUMBERS.with(), Duration.ofMinutes(1))) {
      parts.next();

      work.cancel();

      assertRefused(parts::next);
    }
  }

  @Test
  void aWaiterForAConnectionIsWoken() throws InterruptedException {
    CountDownLatch taken = new CountDownLatch(3);
    CountDownLatch end = new CountDownLatch(1);
    for (int i = 0; i < 3; i++) {
      begin(() ->
          pool.db()
              .transactionResult(tx -> {
                taken.countDown();
                tx.dsl().fetch("select 1");
                end.await();
                return tx;
              }));
    }
    taken.await();
    FutureTask<?> waiting = begin(() -> db.fetch("select 1"));
    while (pool.waiting() == 0) {
      Thread.onSpinWait();
    }

    work.cancel();

    assertCancelled(waiting);
    end.countDown();
    while (pool.active() > 0) {
      Thread.onSpinWait();
    }
  }

  @Test
  void aThreadThatWaitsForSomethingElseIsInterruptedAndLeftWithoutInterrupt() {
    CountDownLatch inside = new CountDownLatch(1);
    FutureTask<Boolean> task =
        begin(() -> {
          try {
            work.run(() -> {
              inside.countDown();
              new CountDownLatch(1).await();
              return true;
            });
          } catch (InterruptedException e) {
            return Thread.currentThread().isInterrupted();
          }
          return true;
        });
    await(inside);

    work.cancel();

    assertThat(task).succeedsWithin(Duration.ofSeconds(30)).isEqualTo(false);
  }

  @Test
  void aThreadThatHoldsAConnectionIsInterruptedOnlyAfterwards() {
    FutureTask<?> other = begin(() -> SLEEP.with().fetch(db));
    waitUntilRunning("pg_sleep");
    AtomicInteger interrupts = new AtomicInteger();
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch told = new CountDownLatch(1);
    FutureTask<?> task =
        begin(() ->
            work.run(() -> {
              try {
                db.transaction(tx -> {
                  inside.countDown();
                  // Not awaited, because an interrupt is what must not come here.
                  while (told.getCount() > 0) {
                    Thread.onSpinWait();
                  }
                  interrupts.addAndGet(Thread.currentThread().isInterrupted() ? 1 : 0);
                });
              } finally {
                interrupts.addAndGet(Thread.currentThread().isInterrupted() ? 10 : 0);
              }
              return 1;
            }));
    await(inside);

    work.cancel();
    // Statements are cancelled after threads are interrupted.
    assertCancelled(other);
    told.countDown();

    assertCancelled(task);
    assertThat(interrupts).hasValue(10);
  }

  @Test
  void itsCancellationIsCancelledWithIt() {
    assertThat(work.cancellation().isCancelled()).isFalse();

    work.cancel();

    while (!work.cancellation().isCancelled()) {
      Thread.onSpinWait();
    }
    RequestWork late = new RequestWork();
    late.cancel();
    assertThat(late.cancellation().isCancelled()).isTrue();
  }

  @Test
  void whatACancelledRequestLeavesBehindOnAnotherThreadEndsToo() {
    FutureTask<?> left = begin(() -> SLEEP.with().fetch(db));
    waitUntilRunning("pg_sleep");

    work.cancel();
    work.end();

    assertCancelled(left);
  }

  @Test
  void whatIsBegunAfterTheEndOfARequestIsLeftAlone() {
    work.cancel();
    work.end();
    work.cancel();

    assertThat(db.fetchCount(PEOPLE)).isEqualTo(5000);
  }

  @Test
  void aCancelThatComesWithTheEndOfALeaseHitsNoNeighbour() {
    for (int i = 0; i < 1_000; i++) {
      RequestWork ending = new RequestWork();
      long until = i * 1_000L;
      ending
          .over(pool.db().configuration())
          .dsl()
          .connection(connection -> {
            connection.isValid(0);
            ending.cancel();
            // The server is asked meanwhile, and each time the lease ends a microsecond later.
            long began = System.nanoTime();
            while (System.nanoTime() - began < until) {
              Thread.onSpinWait();
            }
          });

      // On the connection that is just back, since it was used last.
      assertThat(pool.db().fetchSingle("select 1, pg_sleep(0.001)").get(0)).isEqualTo(1);
    }
  }
}
