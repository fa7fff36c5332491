package dev.trestle.internal.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.Postgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jooq.Configuration;
import org.jooq.ConnectionProvider;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.TransactionProperty;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jooq.impl.DefaultConfiguration;
import org.jooq.tools.jdbc.DefaultConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Real connections, of which single calls are made to fail. */
class LeanTransactionsTest {
  @RegisterExtension static final Postgres postgres = new Postgres();

  private final Set<String> failing = new HashSet<>();
  private final List<Connection> taken = new ArrayList<>();
  private final List<Connection> given = new ArrayList<>();
  private boolean autoCommit = true;
  private DSLContext db;

  @BeforeEach
  void open() {
    Configuration configuration =
        new DefaultConfiguration()
            .set(new Connections())
            .set(SQLDialect.POSTGRES)
            .set(new LeanTransactions());
    db = configuration.dsl();
    db.execute("create table if not exists items (id int)");
    db.execute("truncate items");
  }

  @AfterEach
  void everyConnectionIsGivenBackOnce() throws SQLException {
    assertThat(given).containsExactlyElementsOf(taken);
    for (Connection connection : given) {
      connection.close();
    }
  }

  @Test
  void whatCannotBeRolledBackIsNotCommittedEither() throws SQLException {
    IllegalStateException thrown = new IllegalStateException("no");
    failing.add("rollback");

    assertThatThrownBy(() -> db.transaction(tx -> insertAndThrow(tx, thrown)))
        .isSameAs(thrown)
        .satisfies(e -> {
          assertThat(e.getSuppressed()).hasSize(1);
          assertThat(e.getSuppressed()[0])
              .isInstanceOf(DataAccessException.class)
              .hasRootCauseMessage("rollback failed");
        });
    assertThat(given.getLast().isClosed()).isTrue();
    failing.clear();
    assertThat(items()).isZero();
  }

  @Test
  void whatCannotBeCommittedIsRolledBack() throws SQLException {
    failing.add("commit");

    assertThatThrownBy(() -> db.transaction(tx -> tx.dsl().execute("insert into items values (1)")))
        .isInstanceOf(DataAccessException.class)
        .hasRootCauseMessage("commit failed")
        .hasNoSuppressedExceptions();
    assertThat(given.getLast().getAutoCommit()).isTrue();
    assertThat(items()).isZero();
  }

  @Test
  void aConnectionThatDoesNotBeginIsGivenBack() {
    failing.add("setAutoCommit");

    assertThatThrownBy(() -> db.transaction(tx -> tx.dsl().execute("insert into items values (1)")))
        .isInstanceOf(DataAccessException.class)
        .hasRootCauseMessage("setAutoCommit failed");
    failing.clear();
    assertThat(items()).isZero();
  }

  @Test
  void aConnectionThatBreaksIsGivenBackAndTheFirstFailureIsThrown() {
    assertThatThrownBy(() ->
            db.transaction(tx -> tx.dsl().execute("select pg_terminate_backend(pg_backend_pid())")))
        .isInstanceOfSatisfying(
            DataAccessException.class, e -> assertThat(e.sqlState()).isEqualTo("57P01"));
    assertThat(items()).isZero();
  }

  @Test
  void autocommitIsRestoredAfterBothEnds() throws SQLException {
    db.transaction(tx -> tx.dsl().execute("insert into items values (1)"));
    assertThat(given.getLast().getAutoCommit()).isTrue();

    assertThatThrownBy(() -> db.transaction(tx -> insertAndThrow(tx, new IllegalStateException())));
    assertThat(given.getLast().getAutoCommit()).isTrue();
    assertThat(items()).isOne();
  }

  @Test
  void connectionsThatComeWithoutAutocommitGoBackWithoutIt() throws SQLException {
    autoCommit = false;

    db.transaction(tx -> tx.dsl().execute("insert into items values (1)"));

    assertThat(given.getLast().getAutoCommit()).isFalse();
    assertThat(items()).isOne();
  }

  @Test
  void theConnectionIsTakenForTheFirstStatement() {
    int before = taken.size();

    db.transaction(tx -> {
      assertThat(taken).hasSize(before);
      tx.dsl().execute("insert into items values (1)");
      assertThat(taken).hasSize(before + 1);
      tx.dsl().transaction(inner -> inner.dsl().execute("insert into items values (2)"));
      assertThat(taken).hasSize(before + 1);
    });
    db.transaction(tx -> {});

    assertThat(taken).hasSize(before + 1);
    assertThat(items()).isEqualTo(2);
  }

  @Test
  void whatDoesNotBeginIsNotCommittedStatementByStatementEither() {
    assertThatThrownBy(() ->
            db.transaction(tx -> {
              failing.add("setAutoCommit");
              assertThatThrownBy(() -> tx.dsl().execute("insert into items values (1)"))
                  .hasRootCauseMessage("setAutoCommit failed");
              failing.clear();
              assertThatThrownBy(() -> tx.dsl().execute("insert into items values (2)"))
                  .hasRootCauseMessage(
                      "This transaction did not begin, and the exception was caught");
            }))
        .isInstanceOfSatisfying(
            DataAccessException.class, e -> assertThat(e.sqlState()).isEqualTo("25P02"));
    assertThat(items()).isZero();
  }

  @Test
  void everybodyInATransactionGetsItsConnection() {
    db.transaction(tx -> {
      Connection connection = tx.connectionProvider().acquire();
      tx.connectionProvider().release(connection);
      tx.dsl()
          .transaction(
              inner -> assertThat(inner.connectionProvider().acquire()).isSameAs(connection));
      assertThat(tx.derive().connectionProvider().acquire()).isSameAs(connection);
      assertThat(connection).isSameAs(taken.getLast());
    });
  }

  @Test
  void aTransactionInsideAnotherOnAnotherConnectionIsOneOfItsOwn() {
    db.transaction(tx -> {
      DSLContext other = tx.derive(new Connections()).dsl();
      other.transaction(inner -> inner.dsl().execute("insert into items values (1)"));
      assertThat(taken.getLast()).isNotSameAs(tx.connectionProvider().acquire());
      assertThat(items()).isOne();
    });
    assertThat(taken).hasSizeGreaterThan(2);
    // The inner one's went back first.
    given.sort(Comparator.comparingInt(taken::indexOf));
  }

  @Test
  void aPropertyThatNobodyKnowsIsRefusedBeforeAnythingIsTaken() {
    TransactionProperty unknown =
        new TransactionProperty() {
          @Override
          public String toString() {
            return "FASTER";
          }
        };
    int before = taken.size();

    assertThatThrownBy(() -> db.transaction(tx -> {}, unknown))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Trestle does not know the transaction property FASTER");
    assertThat(taken).hasSize(before);
  }

  private static void insertAndThrow(Configuration tx, RuntimeException thrown) {
    tx.dsl().execute("insert into items values (1)");
    throw thrown;
  }

  private int items() {
    try (Connection connection = postgres.dataSource().getConnection()) {
      return DSL.using(connection).fetchCount(DSL.table("items"));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private final class Connections implements ConnectionProvider {
    @Override
    public Connection acquire() {
      try {
        Connection connection = new Failing(postgres.dataSource().getConnection(), failing);
        if (!autoCommit) {
          connection.setAutoCommit(false);
        }
        taken.add(connection);
        return connection;
      } catch (SQLException e) {
        throw new DataAccessException("no connection", e);
      }
    }

    @Override
    public void release(Connection connection) {
      given.add(connection);
    }
  }

  private static final class Failing extends DefaultConnection {
    private final Set<String> failing;

    Failing(Connection connection, Set<String> failing) {
      super(connection);
      this.failing = failing;
    }

    @Override
    public void commit() throws SQLException {
      failIf("commit");
      super.commit();
    }

    @Override
    public void rollback() throws SQLException {
      failIf("rollback");
      super.rollback();
    }

    @Override
    public void setAutoCommit(boolean autoCommit) throws SQLException {
      failIf("setAutoCommit");
      super.setAutoCommit(autoCommit);
    }

    private void failIf(String call) throws SQLException {
      if (failing.contains(call)) {
        throw new SQLException(call + " failed");
      }
    }
  }
}
