package dev.trestle.query;

import static dev.trestle.query.Items.increment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jooq.Isolation.READ_COMMITTED;
import static org.jooq.Isolation.REPEATABLE_READ;
import static org.jooq.Isolation.SERIALIZABLE;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.jooq.DSLContext;
import org.jooq.Isolation;
import org.jooq.Readonly;
import org.jooq.SQLDialect;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a transaction sends, and how it is set up. */
class TransactionStatementsTest {
  @RegisterExtension static final Items items = new Items();

  @Test
  void aTransactionCostsBeginItsStatementsAndCommit() throws IOException {
    List<String> sent =
        items.statements(() -> Transactions.of(items.db()).run(tx -> increment(tx, 1)));

    assertThat(sent).containsExactly("BEGIN", "update items set n = n + 1 where id = 1", "COMMIT");
  }

  @Test
  void jooqsOwnMethodCostsTheSame() throws IOException {
    List<String> sent =
        items.statements(() -> items.db().transaction(tx -> tx.dsl().execute("select 1")));

    assertThat(sent).containsExactly("BEGIN", "select 1", "COMMIT");
  }

  @Test
  void jooqsOwnProviderAsksForTheIsolationEachTime() throws IOException {
    DSLContext plain = DSL.using(items.pool(), SQLDialect.POSTGRES);

    List<String> sent =
        items.statements(() -> plain.transaction(tx -> tx.dsl().execute("select 1")));

    // When this fails, look whether LeanTransactions is still needed.
    assertThat(sent)
        .containsExactly("SHOW TRANSACTION ISOLATION LEVEL", "BEGIN", "select 1", "COMMIT");
  }

  @Test
  void aTransactionWithoutAStatementCostsNothing() throws IOException {
    assertThat(items.statements(() -> Transactions.of(items.db()).runWithoutResult(tx -> {})))
        .isEmpty();
  }

  @Test
  void settingsCostOneStatement() throws IOException {
    List<String> sent =
        items.statements(() ->
            Transactions.of(items.db())
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
        items.statements(() ->
            items
                .db()
                .transaction(
                    tx -> tx.dsl().execute("select 1"), REPEATABLE_READ, Readonly.READONLY));

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
        items.statements(() ->
            Transactions.of(items.db())
                .run(tx -> Transactions.of(tx).run(inner -> increment(inner, 1))));

    assertThat(sent.stream().map(TransactionStatementsTest::withoutNumber))
        .containsExactly(
            "BEGIN",
            "SAVEPOINT JDBC_SAVEPOINT_",
            "update items set n = n + 1 where id = 1",
            "RELEASE SAVEPOINT JDBC_SAVEPOINT_",
            "COMMIT");
  }

  @Test
  void aContextOfOnesOwnOverADataSourceWillDo() throws IOException {
    DSLContext own = DSL.using(items.pool(), SQLDialect.POSTGRES);

    List<String> sent =
        items.statements(() ->
            Transactions.of(own)
                .run(tx -> Transactions.of(tx).run(inner -> inner.execute("select 1"))));

    assertThat(sent).hasSize(5);
  }

  private static String withoutNumber(String statement) {
    return statement.replaceAll("(?<=JDBC_SAVEPOINT_)\\d+", "");
  }

  @ParameterizedTest
  @EnumSource(
      value = Isolation.class,
      names = {"READ_COMMITTED", "REPEATABLE_READ", "SERIALIZABLE"})
  void theIsolationIsReallySetAndOnlyForTheTransaction(Isolation isolation) {
    String expected = isolation.name().toLowerCase(Locale.ROOT).replace('_', ' ');

    assertThat(
            Transactions.of(items.db())
                .isolation(isolation)
                .run(TransactionStatementsTest::isolation))
        .isEqualTo(expected);
    assertThat(Transactions.of(items.db()).run(TransactionStatementsTest::isolation))
        .isEqualTo("read committed");
  }

  private static String isolation(DSLContext tx) {
    return (String) tx.fetchValue("show transaction_isolation");
  }

  @Test
  void aReadOnlyOneRefusesWritesAndTheNextOneDoesNot() {
    assertThatThrownBy(() -> Transactions.of(items.db()).readOnly().run(tx -> increment(tx, 1)))
        .isInstanceOfSatisfying(
            DataAccessException.class, e -> assertThat(e.sqlState()).isEqualTo("25006"));
    int changed = Transactions.of(items.db()).run(tx -> increment(tx, 1));

    assertThat(changed).isOne();
  }

  @Test
  void deferrableIsRefusedWhereItMeansNothing() {
    Transactions deferrable = Transactions.of(items.db()).deferrable();

    for (Transactions incomplete :
        List.of(
            deferrable,
            deferrable.readOnly(),
            deferrable.isolation(SERIALIZABLE),
            deferrable.readOnly().isolation(REPEATABLE_READ))) {
      assertThatThrownBy(() -> incomplete.run(TransactionStatementsTest::isolation))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("add .readOnly() and .isolation(SERIALIZABLE)");
    }
  }

  @Test
  void settingsInsideAnotherAreRefusedAndTheOuterOneGoesOn() {
    Transactions.of(items.db())
        .runWithoutResult(tx -> {
          assertThatThrownBy(
                  () -> Transactions.of(tx).isolation(READ_COMMITTED).readOnly().run(d -> d))
              .isInstanceOf(IllegalStateException.class)
              .hasMessageContaining("isolation level read committed")
              .hasMessageContaining("set it on the outermost one");
          increment(tx, 1);
        });

    assertThat(items.n(1)).isEqualTo(101);
  }
}
