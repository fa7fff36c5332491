package dev.trestle.query;

import static dev.trestle.query.Items.increment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jooq.Isolation.SERIALIZABLE;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Transactions that are tried again, on a real server. */
class RetriesTest {
  private static final String SERIALIZATION_FAILURE =
      "do $$ begin raise exception 'again' using errcode = '40001'; end $$";

  private static LoggingServer server;

  @RegisterExtension static final Items items = new Items();

  @Test
  void writeSkewIsTriedAgainAndBothEndRight() throws Exception {
    CyclicBarrier bothHaveRead = new CyclicBarrier(2);
    AtomicInteger runs = new AtomicInteger();
    Callable<Integer> withdraw =
        () ->
            Transactions.of(items.db())
                .isolation(SERIALIZABLE)
                .retries(20)
                .run(tx -> {
                  boolean first = runs.incrementAndGet() <= 2;
                  long sum = (Long) tx.fetchValue("select sum(n) from items");
                  if (first) {
                    await(bothHaveRead);
                  }
                  int id = Thread.currentThread().getName().endsWith("1") ? 1 : 2;
                  return sum < 200
                      ? 0
                      : tx.execute("update items set n = n - 150 where id = " + id);
                });

    List<Integer> changed = together(withdraw);

    assertThat(changed).containsExactlyInAnyOrder(0, 1);
    assertThat(runs).hasValueGreaterThanOrEqualTo(3);
    assertThat(items.db().fetchValue("select sum(n) from items")).isEqualTo(50L);
  }

  @Test
  void aDeadlockIsTriedAgain() throws Exception {
    CyclicBarrier bothHoldOne = new CyclicBarrier(2);
    AtomicInteger runs = new AtomicInteger();
    Callable<Integer> cross =
        () ->
            Transactions.of(items.db())
                .retries(5)
                .run(tx -> {
                  boolean first = runs.incrementAndGet() <= 2;
                  int id = Thread.currentThread().getName().endsWith("1") ? 1 : 2;
                  increment(tx, id);
                  if (first) {
                    await(bothHoldOne);
                  }
                  return increment(tx, 3 - id);
                });

    assertThat(together(cross)).containsExactly(1, 1);
    // More often if the one that failed takes its item again before the other has woken.
    assertThat(runs).hasValueGreaterThanOrEqualTo(3);
    assertThat(items.n(1)).isEqualTo(102);
    assertThat(items.n(2)).isEqualTo(102);
  }

  @Test
  void theLastFailureIsThrownWithTheEarlierOnes() {
    AtomicInteger runs = new AtomicInteger();

    assertThatThrownBy(() ->
            Transactions.of(items.db())
                .retries(3)
                .run(tx -> {
                  runs.incrementAndGet();
                  increment(tx, 1);
                  return tx.execute(SERIALIZATION_FAILURE);
                }))
        .isInstanceOfSatisfying(
            DataAccessException.class,
            e -> {
              assertThat(e.sqlState()).isEqualTo("40001");
              assertThat(e.getSuppressed()).hasSize(3);
            });
    assertThat(runs).hasValue(4);
    assertThat(items.n(1)).isEqualTo(100);
  }

  @Test
  void aSerializationFailureAtCommitIsTriedAgain() throws Exception {
    CyclicBarrier bothHaveWritten = new CyclicBarrier(2);
    AtomicInteger runs = new AtomicInteger();
    Callable<Integer> insert =
        () ->
            Transactions.of(items.db())
                .isolation(SERIALIZABLE)
                .retries(20)
                .run(tx -> {
                  int run = runs.incrementAndGet();
                  int count = ((Long) tx.fetchValue("select count(*) from items")).intValue();
                  tx.execute("insert into items values (" + 10 * run + ")");
                  if (run <= 2) {
                    await(bothHaveWritten);
                  }
                  return count;
                });

    assertThat(together(insert)).containsExactlyInAnyOrder(2, 3);
    assertThat(runs).hasValueGreaterThanOrEqualTo(3);
  }

  @Test
  void nothingElseIsTriedAgain() {
    AtomicInteger runs = new AtomicInteger();

    assertThatThrownBy(() ->
            Transactions.of(items.db())
                .retries(5)
                .run(tx -> {
                  runs.incrementAndGet();
                  return tx.execute("insert into items values (1)");
                }))
        .isInstanceOf(DataAccessException.class);
    assertThat(runs).hasValue(1);
  }

  @Test
  void insideAnotherNothingIsTriedAgainButTheWholeIs() {
    AtomicInteger inner = new AtomicInteger();
    AtomicInteger outer = new AtomicInteger();

    Transactions.of(items.db())
        .retries(1)
        .run(tx -> {
          outer.incrementAndGet();
          return Transactions.of(tx)
              .retries(5)
              .run(d ->
                  inner.incrementAndGet() == 1
                      ? d.execute(SERIALIZATION_FAILURE)
                      : increment(d, 1));
        });

    assertThat(inner).hasValue(2);
    assertThat(outer).hasValue(2);
    assertThat(items.n(1)).isEqualTo(101);
  }

  @Test
  void anInterruptEndsTheWaitingWithTheFailure() {
    AtomicInteger runs = new AtomicInteger();

    assertThatThrownBy(() ->
            Transactions.of(items.db())
                .retries(100)
                .run(tx -> {
                  runs.incrementAndGet();
                  try {
                    return tx.execute(SERIALIZATION_FAILURE);
                  } finally {
                    Thread.currentThread().interrupt();
                  }
                }))
        .isInstanceOf(DataAccessException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(runs).hasValue(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 101})
  void aNumberOfRetriesThatIsNoneIsRefused(int retries) {
    assertThatThrownBy(() -> Transactions.of(items.db()).retries(retries))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("retries is " + retries + "; it must be from 0 to 100");
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await(60, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Runs it twice at once, on threads whose names end in 1 and 2. */
  private static List<Integer> together(Callable<Integer> work) throws Exception {
    AtomicInteger number = new AtomicInteger();
    try (ExecutorService threads =
        Executors.newFixedThreadPool(
            2, task -> new Thread(task, "together-" + number.incrementAndGet()))) {
      List<Future<Integer>> running = threads.invokeAll(List.of(work, work));
      return List.of(running.get(0).get(), running.get(1).get());
    }
  }
}
