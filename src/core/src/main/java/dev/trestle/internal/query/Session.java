package dev.trestle.internal.query;

import dev.trestle.internal.watch.StatementScope;
import dev.trestle.query.BoundValues;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
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
  private final Optional<StatementScope> watch;

  Session(Configuration configuration, Limits limits) {
    this.configuration = configuration;
    this.limits = limits;
    this.provider = configuration.connectionProvider();
    this.connection = provider.acquire();
    if (connection == null) {
      throw new IllegalStateException("This DSLContext has no connection to give");
    }
    this.scope = new BindingScopes(configuration);
    this.watch = StatementScope.of(configuration);
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
    long started = watch.isPresent() ? System.nanoTime() : 0;
    try {
      X read = run(statement, arguments, keys, rows);
      if (watch.isPresent()) {
        report(statement, arguments, keys, started, count(read), Optional.empty());
      }
      return read;
    } catch (Exception e) {
      if (watch.isPresent()) {
        report(statement, arguments, keys, started, OptionalLong.empty(), Optional.of(e));
      }
      throw failure(statement, e);
    }
  }

  private <X> X run(Rendered statement, Object[] arguments, Object[][] keys, Rows<X> rows)
      throws Exception {
    try (PreparedStatement prepared = connection.prepareStatement(statement.sql());
        AutoCloseable running = limits.begin(prepared, configuration.settings())) {
      bind(prepared, statement, arguments, keys);
      try (ResultSet result = prepared.executeQuery()) {
        return rows.read(result, scope);
      }
    }
  }

  /** What {@code explain} says of a statement; the statement is not run. */
  List<String> explain(Rendered statement, Object[] arguments, Object[][] keys) {
    return query(
        statement.explained(),
        arguments,
        keys,
        (rows, ignored) -> {
          List<String> lines = new ArrayList<>();
          while (rows.next()) {
            lines.add(rows.getString(1));
          }
          return lines;
        });
  }

  /** Runs a statement and counts the rows that it changed, or gave. */
  int update(Rendered statement, Object[] arguments) {
    long started = watch.isPresent() ? System.nanoTime() : 0;
    try {
      int rows = run(statement, arguments);
      if (watch.isPresent()) {
        report(statement, arguments, null, started, OptionalLong.of(rows), Optional.empty());
      }
      return rows;
    } catch (Exception e) {
      if (watch.isPresent()) {
        report(statement, arguments, null, started, OptionalLong.empty(), Optional.of(e));
      }
      throw failure(statement, e);
    }
  }

  private int run(Rendered statement, Object[] arguments) throws Exception {
    try (PreparedStatement prepared = connection.prepareStatement(statement.sql());
        AutoCloseable running = limits.begin(prepared, configuration.settings())) {
      bind(prepared, statement, arguments, null);
      return prepared.execute() ? count(prepared) : prepared.getUpdateCount();
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
      value.binder().bind(prepared, i + 1, bound(value, arguments, keys), scope);
    }
  }

  private static Object bound(Rendered.Value value, Object[] arguments, Object[][] keys) {
    return switch (value) {
      case Rendered.Value.Argument argument -> arguments[argument.position()];
      case Rendered.Value.Constant constant -> constant.value();
      case Rendered.Value.Keys key -> keys[key.position()];
    };
  }

  private void report(
      Rendered statement,
      Object[] arguments,
      Object[][] keys,
      long started,
      OptionalLong rows,
      Optional<Exception> failure) {
    Object[] values =
        statement.values().stream().map(value -> bound(value, arguments, keys)).toArray();
    watch
        .orElseThrow()
        .executed(
            statement.sql(),
            BoundValues.of(values),
            started,
            rows,
            failure,
            Optional.of(other -> explain(other, statement, arguments, keys)));
  }

  private static List<String> explain(
      Configuration configuration, Rendered statement, Object[] arguments, Object[][] keys) {
    try (Session session = new Session(configuration, Limits.NONE)) {
      return session.explain(statement, arguments, keys);
    }
  }

  private static OptionalLong count(Object read) {
    return read instanceof List<?> list ? OptionalLong.of(list.size()) : OptionalLong.empty();
  }

  /** As jOOQ tells it, so that who handles its exceptions handles these. */
  private static RuntimeException failure(Rendered statement, Exception e) {
    if (e instanceof RuntimeException unchecked) {
      return unchecked;
    }
    String message = "SQL [" + statement.sql() + "]; " + e.getMessage();
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
