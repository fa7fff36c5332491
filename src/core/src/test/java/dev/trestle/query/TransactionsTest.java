package dev.trestle.query;

import static dev.trestle.query.Items.increment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jooq.Isolation.SERIALIZABLE;

import java.sql.Connection;
import java.sql.SQLException;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is kept and what is undone, on a real server. */
class TransactionsTest {
  @RegisterExtension static final Items items = new Items();

  @Test
  void theResultIsHandedOnAndTheWorkIsKept() {
    int changed = Transactions.of(items.db()).run(tx -> increment(tx, 1));

    assertThat(changed).isOne();
    assertThat(items.n(1)).isEqualTo(101);
  }

  @Test
  void whatIsThrownUndoesTheWorkAndArrivesAsItIs() {
    IllegalStateException thrown = new IllegalStateException("no");

    assertThatThrownBy(() ->
            Transactions.of(items.db())
                .runWithoutResult(tx -> {
                  increment(tx, 1);
                  throw thrown;
                }))
        .isSameAs(thrown)
        .hasNoSuppressedExceptions();
    assertThat(items.n(1)).isEqualTo(100);
  }

  @Test
  void anErrorUndoesTheWorkToo() {
    StackOverflowError thrown = new StackOverflowError();

    assertThatThrownBy(() ->
            Transactions.of(items.db())
                .runWithoutResult(tx -> {
                  increment(tx, 1);
                  throw thrown;
                }))
        .isSameAs(thrown);
    assertThat(items.n(1)).isEqualTo(100);
  }

  @Test
  void whatFailsInsideIsUndoneAndTheOuterOneGoesOn() {
    Transactions.of(items.db())
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

    assertThat(items.n(1)).isEqualTo(102);
    assertThat(items.n(2)).isEqualTo(100);
  }

  @Test
  void jooqsOwnMethodInsideOursIsASavepointAndTheOtherWayRound() {
    Transactions.of(items.db())
        .runWithoutResult(tx ->
            assertThatThrownBy(() ->
                    tx.transaction(inner -> {
                      increment(inner.dsl(), 1);
                      throw new IllegalStateException("no");
                    }))
                .hasMessage("no"));
    items
        .db()
        .transaction(tx ->
            assertThatThrownBy(() ->
                    Transactions.of(tx.dsl())
                        .run(inner -> {
                          increment(inner, 1);
                          throw new IllegalStateException("no");
                        }))
                .hasMessage("no"));

    assertThat(items.n(1)).isEqualTo(100);
  }

  @Test
  void aSavepointOfAFailureTheFunctionSwallowedIsUndone() {
    Transactions.of(items.db())
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

    assertThat(items.n(1)).isEqualTo(100);
    assertThat(items.n(2)).isEqualTo(101);
  }

  @Test
  void aFailureThatTheFunctionSwallowedIsNoCommit() {
    assertThatThrownBy(() ->
            Transactions.of(items.db())
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
    assertThat(items.n(1)).isEqualTo(100);
  }

  @Test
  void aConstraintThatFailsAtCommitUndoesTheWork() {
    assertThatThrownBy(() ->
            Transactions.of(items.db())
                .run(tx -> tx.execute("update items set boss = 9, n = 0 where id = 1")))
        .isInstanceOfSatisfying(
            DataAccessException.class, e -> assertThat(e.sqlState()).isEqualTo("23503"))
        .hasNoSuppressedExceptions();
    assertThat(items.n(1)).isEqualTo(100);
  }

  @Test
  void whatOutlivesItsTransactionTakesAConnectionOfItsOwn() {
    DSLContext left = Transactions.of(items.db()).run(tx -> tx);
    assertThat(left.fetchValue("select 1")).isEqualTo(1);
    Object isolation =
        Transactions.of(left)
            .isolation(SERIALIZABLE)
            .run(tx -> tx.fetchValue("show transaction_isolation"));
    assertThat(isolation).isEqualTo("serializable");
  }

  @Test
  void aContextThatMayBeInATransactionAlreadyIsRefused() throws SQLException {
    DSLContext own = DSL.using(items.pool(), SQLDialect.POSTGRES);
    own.transaction(tx ->
        assertThatThrownBy(() -> Transactions.of(tx.dsl()))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("DefaultTransactionProvider")
            .hasMessageContaining("begin the outer one with Transactions.of(db)"));
    try (Connection connection = items.pool().getConnection()) {
      assertThatThrownBy(() -> Transactions.of(DSL.using(connection)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static void swallow(Runnable work) {
    assertThatThrownBy(work::run).isInstanceOf(DataAccessException.class);
  }
}
