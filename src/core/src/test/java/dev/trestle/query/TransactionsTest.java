package dev.trestle.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jooq.Isolation.READ_COMMITTED;
import static org.jooq.Isolation.REPEATABLE_READ;
import static org.jooq.Isolation.SERIALIZABLE;

import com.zaxxer.hikari.HikariDataSource;
import dev.trestle.internal.db.Database;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jooq.DSLContext;
import org.jooq.Isolation;
import org.jooq.Readonly;
import org.jooq.SQLDialect;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent, what is kept and what is undone, on a real server. */
class TransactionsTest {
  private static final String SERIALIZATION_FAILURE =
      "do $$ begin raise exception 'again' using errcode = '40001'; end $$";

  private static LoggingServer server;
  private static HikariDataSource pool;
  private static DSLContext db;

  @BeforeAll
  static void start() throws IOException {
    server = LoggingServer.start();
    pool = server.pool(4);
    db = Database.over(pool, Optional.empty()).dsl();
    db.execute(
        "create table items (id int primary key, n int not null default 0,"
            + " boss int references items deferrable initially deferred)");
  }

  @AfterAll
  static void stop() throws IOException {
    pool.close();
    server.close();
  }

  @BeforeEach
  void empty() {
    db.execute("truncate items");
    db.execute("insert into items values (1, 100), (2, 100)");
  }

  @AfterEach
  void nothingLeaks() throws SQLException {
    assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
    try (Connection connection = pool.getConnection()) {
      assertThat(connection.getAutoCommit()).isTrue();
    }
  }

  @Test
  void aTransactionCostsBeginItsStatementsAndCommit() throws IOException {
    List<String> sent = server.statements(() -> Transactions.of(db).run(tx -> increment(tx, 1)));

    assertThat(sent).containsExactly("BEGIN", "update items set n = n + 1 where id = 1", "COMMIT");
  }

  @Test
  void jooqsOwnMethodCostsTheSame() throws IOException {
    List<String> sent = server.statements(() -> db.transaction(tx -> tx.dsl().execute("select 1")));

    assertThat(sent).containsExactly("BEGIN", "select 1", "COMMIT");
  }

  @Test
  void jooqsOwnProviderAsksForTheIsolationEachTime() throws IOException {
    DSLContext plain = DSL.using(pool, SQLDialect.POSTGRES);

    List<String> sent =
        server.statements(() -> plain.transaction(tx -> tx.dsl().execute("select 1")));

    // When this fails, look whether LeanTransactions is still needed.
    assertThat(sent)
        .containsExactly("SHOW TRANSACTION ISOLATION LEVEL", "BEGIN", "select 1", "COMMIT");
  }

  @Test
  void aTransactionWithoutAStatementCostsNothing() throws IOException {
    assertThat(server.statements(() -> Transactions.of(db).runWithoutResult(tx -> {}))).isEmpty();
  }

  @Test
  void settingsCostOneStatement() throws IOException {
    List<String> sent =
        server.statements(() ->
            Transactions.of(db)
                .readOnly()
                .deferrable()
                .isolation(SERIALIZABLE)
                .run(tx -> tx.fetchValue("select 1")));

    assertThat(sent)
        .containsExactly(
            "BEGIN",
            "set transaction isolation level serializable, read only, deferrable",
            "select 1",
            "COMMIT");
  }

  @Test
  void jooqsOwnSettingsCostOneStatementToo() throws IOException {
    List<String> sent =
        server.statements(() ->
            db.transaction(tx -> tx.dsl().execute("select 1"), REPEATABLE_READ, Readonly.READONLY));

    assertThat(sent)
        .containsExactly(
            "BEGIN",
            "set transaction isolation level repeatable read, read only",
            "select 1",
            "COMMIT");
  }

  @Test
  void aTransactionInsideAnotherIsASavepoint() throws IOException {
    List<String> sent =
        server.statements(() ->
            Transactions.of(db).run(tx -> Transactions.of(tx).run(inner -> increment(inner, 1))));

    assertThat(sent.stream().map(TransactionsTest::withoutNumber))
        .containsExactly(
            "BEGIN",
            "SAVEPOINT JDBC_SAVEPOINT_",
            "update items set n = n + 1 where id = 1",
            "RELEASE SAVEPOINT JDBC_SAVEPOINT_",
            "COMMIT");
  }

  @Test
  void theResultIsHandedOnAndTheWorkIsKept() {
    int changed = Transactions.of(db).run(tx -> increment(tx, 1));

    assertThat(changed).isOne();
    assertThat(n(1)).isEqualTo(101);
  }

  @Test
  void whatIsThrownUndoesTheWorkAndArrivesAsItIs() {
    IllegalStateException thrown = new IllegalStateException("no");

    assertThatThrownBy(() ->
            Transactions.of(db)
                .runWithoutResult(tx -> {
                  increment(tx, 1);
                  throw thrown;
                }))
        .isSameAs(thrown)
        .hasNoSuppressedExceptions();
    assertThat(n(1)).isEqualTo(100);
  }

  @Test
  void anErrorUndoesTheWorkToo() {
    StackOverflowError thrown = new StackOverflowError();

    assertThatThrownBy(() ->
            Transactions.of(db)
                .runWithoutResult(tx -> {
                  increment(tx, 1);
                  throw thrown;
                }))
        .isSameAs(thrown);
    assertThat(n(1)).isEqualTo(100);
  }

  @Test
  void whatFailsInsideIsUndoneAndTheOuterOneGoesOn() {
    Transactions.of(db)
        .runWithoutResult(tx -> {
          increment(tx, 1);
          assertThatThrownBy(() ->
                  Transactions.of(tx)
                      .run(inner -> {
                        increment(inner, 2);
                        return inner.execute("insert into items values (1)");
                      }))
              .isInstanceOfSatisfying(
                  DataAccessException.class, e -> assertThat(e.sqlState()).isEqualTo("23505"))
              .hasNoSuppressedExceptions();
          increment(tx, 1);
        });

    assertThat(n(1)).isEqualTo(102);
    assertThat(n(2)).isEqualTo(100);
  }

  @Test
  void jooqsOwnMethodInsideOursIsASavepointAndTheOtherWayRound() {
    Transactions.of(db)
        .runWithoutResult(tx ->
            assertThatThrownBy(() ->
                    tx.transaction(inner -> {
                      increment(inner.dsl(), 1);
                      throw new IllegalStateException("no");
                    }))
                .hasMessage("no"));
    db.transaction(tx ->
        assertThatThrownBy(() ->
                Transactions.of(tx.dsl())
                    .run(inner -> {
                      increment(inner, 1);
                      throw new IllegalStateException("no");
                    }))
            .hasMessage("no"));

    assertThat(n(1)).isEqualTo(100);
  }

  @Test
  void aSavepointOfAFailureTheFunctionSwallowedIsUndone() {
    Transactions.of(db)
        .runWithoutResult(tx -> {
          assertThatThrownBy(() ->
                  Transactions.of(tx)
                      .runWithoutResult(inner -> {
                        increment(inner, 1);
                        swallow(() -> inner.execute("select 1/0"));
                      }))
              .isInstanceOf(DataAccessException.class);
          increment(tx, 2);
        });

    assertThat(n(1)).isEqualTo(100);
    assertThat(n(2)).isEqualTo(101);
  }

  @ParameterizedTest
  @EnumSource(
      value = Isolation.class,
      names = {"READ_COMMITTED", "REPEATABLE_READ", "SERIALIZABLE"})
  void theIsolationIsReallySetAndOnlyForTheTransaction(Isolation isolation) {
    String expected = isolation.name().toLowerCase(Locale.ROOT).replace('_', ' ');

    assertThat(Transactions.of(db).isolation(isolation).run(TransactionsTest::isolation))
        .isEqualTo(expected);
    assertThat(Transactions.of(db).run(TransactionsTest::isolation)).isEqualTo("read committed");
  }

  @Test
  void aReadOnlyOneRefusesWritesAndTheNextOneDoesNot() {
    assertThatThrownBy(() -> Transactions.of(db).readOnly().run(tx -> increment(tx, 1)))
        .isInstanceOfSatisfying(
            DataAccessException.class, e -> assertThat(e.sqlState()).isEqualTo("25006"));
    int changed = Transactions.of(db).run(tx -> increment(tx, 1));

    assertThat(changed).isOne();
  }

  @Test
  void deferrableIsRefusedWhereItMeansNothing() {
    Transactions deferrable = Transactions.of(db).deferrable();

    for (Transactions incomplete :
        List.of(
            deferrable,
            deferrable.readOnly(),
            deferrable.isolation(SERIALIZABLE),
            deferrable.readOnly().isolation(REPEATABLE_READ))) {
      assertThatThrownBy(() -> incomplete.run(TransactionsTest::isolation))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("add .readOnly() and .isolation(SERIALIZABLE)");
    }
  }

  @Test
  void settingsInsideAnotherAreRefusedAndTheOuterOneGoesOn() {
    Transactions.of(db)
        .runWithoutResult(tx -> {
          assertThatThrownBy(
                  () -> Transactions.of(tx).isolation(READ_COMMITTED).readOnly().run(d -> d))
              .isInstanceOf(IllegalStateException.class)
              .hasMessageContaining("isolation level read committed")
              .hasMessageContaining("set it on the outermost one");
          increment(tx, 1);
        });

    assertThat(n(1)).isEqualTo(101);
  }

  @Test
  void writeSkewIsTriedAgainAndBothEndRight() throws Exception {
    CyclicBarrier bothHaveRead = new CyclicBarrier(2);
    AtomicInteger runs = new AtomicInteger();
    Callable<Integer> withdraw =
        () ->
            Transactions.of(db)
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
    assertThat(db.fetchValue("select sum(n) from items")).isEqualTo(50L);
  }

  @Test
  void aDeadlockIsTriedAgain() throws Exception {
    CyclicBarrier bothHoldOne = new CyclicBarrier(2);
    AtomicInteger runs = new AtomicInteger();
    Callable<Integer> cross =
        () ->
            Transactions.of(db)
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
    assertThat(runs).hasValue(3);
    assertThat(n(1)).isEqualTo(102);
    assertThat(n(2)).isEqualTo(102);
  }

  @Test
  void theLastFailureIsThrownWithTheEarlierOnes() {
    AtomicInteger runs = new AtomicInteger();

    assertThatThrownBy(() ->
            Transactions.of(db)
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
    assertThat(n(1)).isEqualTo(100);
  }

  @Test
  void aSerializationFailureAtCommitIsTriedAgain() throws Exception {
    CyclicBarrier bothHaveWritten = new CyclicBarrier(2);
    AtomicInteger runs = new AtomicInteger();
    Callable<Integer> insert =
        () ->
            Transactions.of(db)
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
  void aFailureThatTheFunctionSwallowedIsNoCommit() {
    assertThatThrownBy(() ->
            Transactions.of(db)
                .runWithoutResult(tx -> {
                  increment(tx, 1);
                  swallow(() -> tx.execute("select 1/0"));
                }))
        .isInstanceOfSatisfying(
            DataAccessException.class, e -> assertThat(e.sqlState()).isEqualTo("25P02"))
        .hasRootCauseMessage(
            "A statement of this transaction failed and its exception was caught, so PostgreSQL"
                + " keeps nothing of it; run what may fail in a transaction inside this one")
        .hasNoSuppressedExceptions();
    assertThat(n(1)).isEqualTo(100);
  }

  @Test
  void nothingElseIsTriedAgain() {
    AtomicInteger runs = new AtomicInteger();

    assertThatThrownBy(() ->
            Transactions.of(db)
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

    Transactions.of(db)
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
    assertThat(n(1)).isEqualTo(101);
  }

  @Test
  void anInterruptEndsTheWaitingWithTheFailure() {
    AtomicInteger runs = new AtomicInteger();

    assertThatThrownBy(() ->
            Transactions.of(db)
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
    assertThatThrownBy(() -> Transactions.of(db).retries(retries))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("retries is " + retries + "; it must be from 0 to 100");
  }

  @Test
  void aConstraintThatFailsAtCommitUndoesTheWork() {
    assertThatThrownBy(() ->
            Transactions.of(db)
                .run(tx -> tx.execute("update items set boss = 9, n = 0 where id = 1")))
        .isInstanceOfSatisfying(
            DataAccessException.class, e -> assertThat(e.sqlState()).isEqualTo("23503"))
        .hasNoSuppressedExceptions();
    assertThat(n(1)).isEqualTo(100);
  }

  @Test
  void whatOutlivesItsTransactionTakesAConnectionOfItsOwn() {
    DSLContext left = Transactions.of(db).run(tx -> tx);
    assertThat(left.fetchValue("select 1")).isEqualTo(1);
    assertThat(Transactions.of(left).isolation(SERIALIZABLE).run(TransactionsTest::isolation))
        .isEqualTo("serializable");
  }

  @Test
  void aContextOfOnesOwnOverADataSourceWillDo() throws IOException {
    DSLContext own = DSL.using(pool, SQLDialect.POSTGRES);

    List<String> sent =
        server.statements(() ->
            Transactions.of(own)
                .run(tx -> Transactions.of(tx).run(inner -> inner.execute("select 1"))));

    assertThat(sent).hasSize(5);
  }

  @Test
  void aContextThatMayBeInATransactionAlreadyIsRefused() throws SQLException {
    DSLContext own = DSL.using(pool, SQLDialect.POSTGRES);
    own.transaction(tx ->
        assertThatThrownBy(() -> Transactions.of(tx.dsl()))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("DefaultTransactionProvider")
            .hasMessageContaining("begin the outer one with Transactions.of(db)"));
    try (Connection connection = pool.getConnection()) {
      assertThatThrownBy(() -> Transactions.of(DSL.using(connection)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static int increment(DSLContext tx, int id) {
    return tx.execute("update items set n = n + 1 where id = " + id);
  }

  private static String isolation(DSLContext tx) {
    return (String) tx.fetchValue("show transaction_isolation");
  }

  private static int n(int id) {
    return (Integer) db.fetchValue("select n from items where id = " + id);
  }

  private static String withoutNumber(String statement) {
    return statement.replaceAll("(?<=JDBC_SAVEPOINT_)\\d+", "");
  }

  private static void swallow(Runnable work) {
    assertThatThrownBy(work::run).isInstanceOf(DataAccessException.class);
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await(10, TimeUnit.SECONDS);
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
