package dev.trestle.querytest;

import static dev.trestle.querytest.CancelledWork.SLEEP;
import static dev.trestle.querytest.CancelledWork.assertCancelled;
import static dev.trestle.querytest.CancelledWork.assertRefused;
import static dev.trestle.querytest.CancelledWork.await;
import static dev.trestle.querytest.CancelledWork.begin;
import static dev.trestle.querytest.db.Tables.PEOPLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.internal.work.Owner;
import dev.trestle.internal.work.RequestWork;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A request that is cancelled, whatever it waits for. */
@Timeout(60)
class CancelledWorkTest {
  @RegisterExtension static final WatchedPool pool = new WatchedPool();

  @RegisterExtension final CancelledWork request = new CancelledWork(pool);

  private final RequestWork work = request.work();
  private final DSLContext db = request.db();

  @Test
  void aPreparedQueryEnds() {
    FutureTask<?> task = begin(() -> work.run(() -> SLEEP.with().fetch(db)));
    request.waitUntilRunning("pg_sleep");

    work.cancel();

    assertCancelled(task);
    assertRefused(() -> SLEEP.with().fetch(db));
  }

  @Test
  void aStatementOfJooqsEnds() {
    FutureTask<?> task = begin(() -> work.run(() -> db.fetch("select pg_sleep(600)")));
    request.waitUntilRunning("pg_sleep");

    work.cancel();

    assertCancelled(task);
    assertRefused(() -> db.fetch("select 1"));
  }

  @Test
  void statementsOnAllThreadsEnd() {
    FutureTask<?> first = begin(() -> db.fetch("select pg_sleep(600), 'a'"));
    FutureTask<?> second = begin(() -> SLEEP.with().fetch(db));
    request.waitUntilRunning("''a''");
    request.waitUntilRunning("is null");

    work.cancel();

    assertCancelled(first);
    assertCancelled(second);
  }

  @Test
  void aWaiterForAConnectionIsWoken() throws InterruptedException {
    CountDownLatch taken = new CountDownLatch(3);
    CountDownLatch end = new CountDownLatch(1);
    for (int i = 0; i < 3; i++) {
      begin(() ->
          pool.db()
              .transactionResult(tx -> {
                tx.dsl().fetch("select 1");
                taken.countDown();
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
    request.waitUntilRunning("pg_sleep");
    AtomicInteger interrupts = new AtomicInteger();
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch told = new CountDownLatch(1);
    FutureTask<?> task =
        begin(() ->
            work.run(() -> {
              try {
                db.transaction(tx -> {
                  tx.dsl().execute("select 1");
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
    request.waitUntilRunning("pg_sleep");

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
          .over(pool.db().configuration(), Owner.NOBODY)
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
