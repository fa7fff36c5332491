package dev.trestle.querytest;

import static dev.trestle.query.Mapping.value;
import static dev.trestle.query.Queries.prepare;
import static dev.trestle.querytest.CancelledWork.SLEEP;
import static dev.trestle.querytest.CancelledWork.assertCancelled;
import static dev.trestle.querytest.CancelledWork.assertRefused;
import static dev.trestle.querytest.CancelledWork.await;
import static dev.trestle.querytest.CancelledWork.begin;
import static dev.trestle.querytest.db.Tables.PEOPLE;
import static org.assertj.core.api.Assertions.assertThat;
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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Transactions, copies and snapshots of a request that is cancelled. */
@Timeout(60)
class CancelledTransactionsTest {
  private static final Prepared0<Integer> NUMBERS =
      prepare(() -> select(PEOPLE.ID).from(PEOPLE).orderBy(PEOPLE.NAME)).as(value());

  @RegisterExtension static final WatchedPool pool = new WatchedPool();

  @RegisterExtension final CancelledWork request = new CancelledWork(pool);

  private final RequestWork work = request.work();
  private final DSLContext db = request.db();

  @Test
  void aTransactionIsUndone() {
    FutureTask<?> task =
        begin(() ->
            work.run(() ->
                db.transactionResult(tx -> {
                  tx.dsl().execute("delete from people");
                  return tx.dsl().transactionResult(nested -> SLEEP.with().fetch(nested.dsl()));
                })));
    request.waitUntilRunning("pg_sleep");

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
    request.waitUntilRunning("pg_sleep");

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
    request.waitUntilRunning("copy");

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

  @Test
  void aSnapshotIsReadNoFurther() {
    JsonRows rows = JsonRows.of(Json.defaults().build());
    try (JsonParts parts = rows.snapshot(db, NUMBERS.with(), Duration.ofMinutes(1))) {
      parts.next();

      work.cancel();

      assertRefused(parts::next);
    }
  }
}
