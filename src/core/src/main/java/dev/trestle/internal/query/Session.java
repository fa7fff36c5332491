package dev.trestle.internal.query;

import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jooq.Configuration;
import org.jooq.ConnectionProvider;
import org.jooq.exception.DataAccessException;
import org.jooq.exception.DataException;
import org.jooq.exception.IntegrityConstraintViolationException;

/**
 * One lease of a connection, the open transaction's if there is one, and the statements run on it.
 * Used by one thread, and closed by it.
 */
final class Session implements AutoCloseable {
  private final Configuration configuration;
  private final Limits limits;
  private final ConnectionProvider provider;
  private final Connection connection;
  private final BindingScopes scope;

  Session(Configuration configuration, Limits limits) {
    this.configuration = configuration;
    this.limits = limits;
    this.provider = configuration.connectionProvider();
    this.connection = provider.acquire();
    if (connection == null) {
      throw new IllegalStateException("This DSLContext has no connection to give");
    }
    this.scope = new BindingScopes(configuration);
  }

  /** What is done with a result. */
  @FunctionalInterface
  interface Rows<X> {
    X read(ResultSet rows, BindingScopes scope) throws SQLException;
  }

  /**
   * Runs a query.
   *
   * @param arguments of the call
   * @param keys of a relation's parents, an array for each column; null without
   */
  <X> X query(Rendered statement, Object[] arguments, Object[][] keys, Rows<X> rows) {
    try (PreparedStatement prepared = connection.prepareStatement(statement.sql());
        AutoCloseable running = limits.begin(prepared, configuration.settings())) {
      bind(prepared, statement, arguments, keys);
      try (ResultSet result = prepared.executeQuery()) {
        return rows.read(result, scope);
      }
    } catch (Exception e) {
      throw failure(statement, e);
    }
  }

  /** Runs a statement and counts the rows that it changed, or gave. */
  int update(Rendered statement, Object[] arguments) {
    try (PreparedStatement prepared = connection.prepareStatement(statement.sql());
        AutoCloseable running = limits.begin(prepared, configuration.settings())) {
      bind(prepared, statement, arguments, null);
      return prepared.execute() ? count(prepared) : prepared.getUpdateCount();
    } catch (Exception e) {
      throw failure(statement, e);
    }
  }

  /** Runs a statement without rows once for each of several arguments, in one round trip. */
  int[] batch(Rendered statement, List<Object[]> calls) {
    try (PreparedStatement prepared = connection.prepareStatement(statement.sql());
        AutoCloseable running = limits.begin(prepared, configuration.settings())) {
      for (Object[] arguments : calls) {
        bind(prepared, statement, arguments, null);
        prepared.addBatch();
      }
      return prepared.executeBatch();
    } catch (BatchUpdateException e) {
      // Its own message holds the values; the server's refusal is the next.
      throw failure(statement, e.getNextException() == null ? e : e.getNextException());
    } catch (Exception e) {
      throw failure(statement, e);
    }
  }

  private static int count(PreparedStatement prepared) throws SQLException {
    int count = 0;
    try (ResultSet rows = prepared.getResultSet()) {
      while (rows.next()) {
        count++;
      }
    }
    return count;
  }

  private void bind(
      PreparedStatement prepared, Rendered statement, Object[] arguments, Object[][] keys)
      throws SQLException {
    List<Rendered.Value> values = statement.values();
    for (int i = 0; i < values.size(); i++) {
      Rendered.Value value = values.get(i);
      Object bound =
          switch (value) {
            case Rendered.Value.Argument argument -> arguments[argument.position()];
            case Rendered.Value.Constant constant -> constant.value();
            case Rendered.Value.Keys key -> keys[key.position()];
          };
      value.binder().bind(prepared, i + 1, bound, scope);
    }
  }

  private static RuntimeException failure(Rendered statement, Exception e) {
    return failure(statement.sql(), e);
  }

  /** As jOOQ tells it, so that who handles its exceptions handles these. */
  static RuntimeException failure(String sent, Exception e) {
    if (e instanceof RuntimeException unchecked) {
      return unchecked;
    }
    String message = "SQL [" + sent + "]; " + e.getMessage();
    String state =
        e instanceof SQLException sql && sql.getSQLState() != null ? sql.getSQLState() : "";
    return switch (state.length() < 2 ? "" : state.substring(0, 2)) {
      case "22" -> new DataException(message, e);
      case "23" -> new IntegrityConstraintViolationException(message, e);
      default -> new DataAccessException(message, e);
    };
  }

  @Override
  public void close() {
    provider.release(connection);
  }
}
