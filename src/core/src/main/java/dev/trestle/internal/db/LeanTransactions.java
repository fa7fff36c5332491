package dev.trestle.internal.db;

import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jooq.Configuration;
import org.jooq.Isolation;
import org.jooq.Readonly;
import org.jooq.Transaction;
import org.jooq.TransactionContext;
import org.jooq.TransactionProperty;
import org.jooq.TransactionProvider;
import org.jooq.exception.DataAccessException;

/**
 * jOOQ's transactions at their price: {@code begin}, the statements, {@code commit}, and nothing
 * else. Only a nested one sets a {@code savepoint}; only properties send a {@code set transaction}.
 *
 * <p>jOOQ's own provider asks each connection for its isolation first, which pgjdbc answers with
 * {@code SHOW TRANSACTION ISOLATION LEVEL}: a round trip for each transaction. It also changes the
 * session's characteristics for a property, and back; and after a failed rollback it turns
 * autocommit on, which commits.
 *
 * <p>Inside a transaction {@code configuration.connectionProvider()} gives its connection, which is
 * taken when somebody asks for it first. What outlives the transaction, like a record that it
 * fetched, goes back to the pool for its next statement.
 */
public final class LeanTransactions implements TransactionProvider {
  /** {@code isolation level serializable, read only, deferrable}: jOOQ has no word for it. */
  public enum Report implements TransactionProperty {
    DEFERRABLE
  }

  /** What jOOQ keeps for us between beginning and end. */
  private sealed interface Level extends Transaction {
    void commit() throws SQLException;

    void rollback() throws SQLException;
  }

  private record Outermost(TransactionConnection connection) implements Level {
    @Override
    public void commit() throws SQLException {
      connection.commit();
    }

    @Override
    public void rollback() throws SQLException {
      connection.rollback();
    }
  }

  /**
   * @param mark of what was left before
   */
  private record Nested(TransactionConnection connection, Savepoint savepoint, int mark)
      implements Level {
    @Override
    public void commit() throws SQLException {
      connection.acquire().releaseSavepoint(savepoint);
    }

    /** Released too: one left behind by each failure would nest the next ones ever deeper. */
    @Override
    public void rollback() throws SQLException {
      connection.unit().undoTo(mark);
      connection.connection().rollback(savepoint);
      connection.connection().releaseSavepoint(savepoint);
    }
  }

  /** Whether statements of a configuration are in a transaction now. */
  public static boolean isOpenIn(Configuration configuration) {
    return open(configuration).isPresent();
  }

  @Override
  public void begin(TransactionContext context) {
    Configuration configuration = context.configuration();
    Optional<TransactionConnection> open = open(configuration);
    String modes = modes(context.properties());
    if (open.isEmpty()) {
      TransactionConnection connection =
          TransactionConnection.ofUnit(configuration.connectionProvider(), modes);
      context.transaction(new Outermost(connection));
      configuration.set(connection);
      return;
    }
    refuse(modes);
    try {
      Savepoint savepoint = open.get().acquire().setSavepoint();
      context.transaction(new Nested(open.get(), savepoint, open.get().unit().mark()));
    } catch (SQLException e) {
      throw new DataAccessException("Cannot begin a transaction", e);
    }
  }

  /** If this throws, jOOQ rolls back. */
  @Override
  public void commit(TransactionContext context) {
    try {
      ((Level) context.transaction()).commit();
    } catch (SQLException e) {
      throw new DataAccessException("Cannot commit the transaction", e);
    }
  }

  /** If this throws, jOOQ adds it to what was thrown before. */
  @Override
  public void rollback(TransactionContext context) {
    // Without a level it has not begun, so there is nothing to undo or to give back.
    if (context.transaction() instanceof Level level) {
      try {
        level.rollback();
      } catch (SQLException e) {
        throw new DataAccessException("Cannot roll back the transaction", e);
      }
    }
  }

  private static Optional<TransactionConnection> open(Configuration configuration) {
    return configuration.connectionProvider() instanceof TransactionConnection connection
            && connection.isOpen()
        ? Optional.of(connection)
        : Optional.empty();
  }

  private static void refuse(String modes) {
    if (!modes.isEmpty()) {
      throw new IllegalStateException(
          "A transaction inside another cannot be '"
              + modes
              + "': PostgreSQL takes that at the beginning only; set it on the outermost one");
    }
  }

  /** What follows {@code set transaction}; empty for PostgreSQL's (or the session's) defaults. */
  private static String modes(Set<TransactionProperty> properties) {
    List<String> modes = new ArrayList<>();
    for (TransactionProperty property : properties) {
      modes.add(
          switch (property) {
            case Report.DEFERRABLE -> "isolation level serializable, read only, deferrable";
            case Isolation isolation -> isolation(isolation);
            case Readonly.READONLY -> "read only";
            default ->
                throw new IllegalArgumentException(
                    "Trestle does not know the transaction property " + property);
          });
    }
    return String.join(", ", modes);
  }

  private static String isolation(Isolation isolation) {
    return switch (isolation) {
      case READ_UNCOMMITTED -> "isolation level read uncommitted";
      case READ_COMMITTED -> "isolation level read committed";
      case REPEATABLE_READ -> "isolation level repeatable read";
      case SERIALIZABLE -> "isolation level serializable";
    };
  }
}
