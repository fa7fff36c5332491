package dev.trestle.internal.query;

import dev.trestle.internal.watch.StatementScope;
import dev.trestle.internal.work.Cancellable;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jooq.Configuration;
import org.jooq.ConnectionProvider;
import org.postgresql.core.BaseConnection;

/**
 * One lease of a connection, the open transaction's if there is one, and the statements run on it.
 * Used by one thread, and closed by it.
 */
final class Session implements AutoCloseable {
  /** Stands for the arguments of a batch: there are many. */
  static final Object[] NONE = {};

  private static final int UNCOUNTED = -1;

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
  interface Rows {
    /** Reads all rows, and counts them. */
    int read(ResultSet rows, BindingScopes scope) throws SQLException;
  }

  /** What is done with a statement that has its values. */
  @FunctionalInterface
  private interface Work {
    /** Runs it, and counts rows. */
    int run(PreparedStatement prepared) throws SQLException;
  }

  /**
   * Runs a query.
   *
   * @param arguments of the call
   * @param keys of a relation's parents, an array for each column; null without
   */
  void query(Rendered statement, Object[] arguments, Object[][] keys, Rows rows) {
    watched(
        statement,
        arguments,
        keys,
        prepared -> {
          try (ResultSet result = rows(prepared, statement)) {
            return rows.read(result, scope);
          }
        });
  }

  private static ResultSet rows(PreparedStatement prepared, Rendered statement)
      throws SQLException {
    if (!statement.hasGenericPlan()) {
      return prepared.executeQuery();
    }
    execute(prepared, statement);
    return prepared.getResultSet();
  }

  /** Runs it up to its own result, and tells whether that is rows. */
  private static boolean execute(PreparedStatement prepared, Rendered statement)
      throws SQLException {
    boolean rows = prepared.execute();
    return statement.hasGenericPlan() ? prepared.getMoreResults() : rows;
  }

  /**
   * Runs several queries in one round trip.
   *
   * @param each what is done with the rows of each
   */
  void queries(Rendered together, Object[] arguments, List<Rows> each) {
    watched(
        together,
        arguments,
        null,
        prepared -> {
          int count = 0;
          prepared.execute();
          for (Rows next : each) {
            try (ResultSet result = prepared.getResultSet()) {
              count += next.read(result, scope);
            }
            prepared.getMoreResults();
          }
          return count;
        });
  }

  /**
   * Runs a query of somebody who reports it.
   *
   * @param keys an array for each argument
   */
  void unwatched(Rendered statement, Object[][] keys, Rows rows) {
    try {
      run(
          statement,
          null,
          keys,
          prepared -> {
            try (ResultSet result = prepared.executeQuery()) {
              return rows.read(result, scope);
            }
          });
    } catch (Exception e) {
      throw StatementFailure.of(statement.sql(), e);
    }
  }

  /**
   * Runs a query whose rows are received some at a time; within a transaction only.
   *
   * @param fetchSize how many at a time
   */
  Reading reading(Rendered statement, Object[] arguments, int fetchSize) {
    return new Reading(statement, arguments, fetchSize);
  }

  /** A query that is being read. To be closed before the session. */
  final class Reading implements AutoCloseable {
    private final Rendered statement;
    private final Object[] arguments;
    private PreparedStatement prepared;
    private AutoCloseable running = () -> {};
    private ResultSet result;
    private long count;

    /** What it took of the database's time, without the reader's. */
    private long nanos;

    private Optional<Exception> failed = Optional.empty();

    private Reading(Rendered statement, Object[] arguments, int fetchSize) {
      this.statement = statement;
      this.arguments = arguments;
      long started = System.nanoTime();
      try {
        prepared = connection.prepareStatement(statement.sql());
        prepared.setFetchSize(fetchSize);
        running = limits.begin(prepared, configuration.settings());
        bind(prepared, statement, arguments, null);
        result = prepared.executeQuery();
        nanos = System.nanoTime() - started;
      } catch (Exception e) {
        failed = Optional.of(e);
        close();
        throw StatementFailure.of(statement.sql(), e);
      }
    }

    /** Reads some rows. The driver cancels no fetch, so a cancellation is seen here. */
    void read(Rows some) {
      long started = System.nanoTime();
      try {
        limits.refuseIfCancelled();
        Cancellable.refuseIfCancelled(provider);
        count += some.read(result, scope);
        nanos += System.nanoTime() - started;
      } catch (Exception e) {
        failed = Optional.of(e);
        throw StatementFailure.of(statement.sql(), e);
      }
    }

    @Override
    public void close() {
      if (prepared == null) {
        return;
      }
      try (PreparedStatement closing = prepared;
          AutoCloseable ended = running) {
        prepared = null;
      } catch (Exception e) {
        // Its connection is gone, and with it the statement.
        failed = failed.or(() -> Optional.of(e));
      }
      if (watch.isPresent()) {
        OptionalLong rows = failed.isPresent() ? OptionalLong.empty() : OptionalLong.of(count);
        report(statement, arguments, null, System.nanoTime() - nanos, rows, failed);
      }
    }
  }

  /** Whether the server is told that texts are {@code varchar}, which is the driver's default. */
  boolean isTextTyped() {
    try {
      return connection.isWrapperFor(BaseConnection.class)
          && connection.unwrap(BaseConnection.class).getStringVarcharFlag();
    } catch (SQLException e) {
      return false;
    }
  }

  /** Runs a statement and counts the rows that it changed, or gave. */
  int update(Rendered statement, Object[] arguments) {
    return watched(
        statement,
        arguments,
        null,
        prepared -> execute(prepared, statement) ? count(prepared) : prepared.getUpdateCount());
  }

  /** What is done with the rows of several calls. */
  @FunctionalInterface
  interface RowsOfEach {
    /**
     * Reads all rows.
     *
     * @param counts how many of them belong to each call, in their order
     */
    void read(ResultSet rows, BindingScopes scope, int[] counts) throws SQLException;
  }

  /** Runs a statement without rows once for each of several arguments, in one round trip. */
  int[] batch(Rendered statement, List<Object[]> calls) {
    int[][] counts = new int[1][];
    batch(statement, calls, (prepared, each) -> counts[0] = each);
    return counts[0];
  }

  /**
   * Runs a change that gives rows once for each of several arguments: in one round trip if the
   * driver knows how long a row is at most, else in one each.
   */
  void batch(Rendered statement, List<Object[]> calls, RowsOfEach reader) {
    batch(
        statement,
        calls,
        (prepared, counts) -> {
          try (ResultSet rows = prepared.getGeneratedKeys()) {
            reader.read(rows, scope, counts);
          }
        });
  }

  /** What is done with a batch that has run. */
  @FunctionalInterface
  private interface Ran {
    void take(PreparedStatement prepared, int[] counts) throws SQLException;
  }

  private void batch(Rendered statement, List<Object[]> calls, Ran ran) {
    watched(
        statement,
        NONE,
        null,
        prepared -> {
          for (Object[] arguments : calls) {
            bind(prepared, statement, arguments, null);
            prepared.addBatch();
          }
          int[] counts = prepared.executeBatch();
          ran.take(prepared, counts);
          boolean counted = Arrays.stream(counts).allMatch(count -> count >= 0);
          return counted ? Arrays.stream(counts).sum() : UNCOUNTED;
        });
  }

  /** What {@code explain} says of a statement; the statement is not run. */
  List<String> explain(Rendered statement, Object[] arguments, Object[][] keys) {
    List<String> lines = new ArrayList<>();
    query(
        statement.explained(),
        arguments,
        keys,
        (rows, ignored) -> {
          while (rows.next()) {
            lines.add(rows.getString(1));
          }
          return lines.size();
        });
    return lines;
  }

  private int watched(Rendered statement, Object[] arguments, Object[][] keys, Work work) {
    long started = watch.isPresent() ? System.nanoTime() : 0;
    try {
      int rows = run(statement, arguments, keys, work);
      if (watch.isPresent()) {
        OptionalLong counted = rows == UNCOUNTED ? OptionalLong.empty() : OptionalLong.of(rows);
        report(statement, arguments, keys, started, counted, Optional.empty());
      }
      return rows;
    } catch (Exception e) {
      // The driver's own message on a batch holds the values; the server's refusal is the next.
      Exception refusal =
          e instanceof BatchUpdateException batch && batch.getNextException() != null
              ? batch.getNextException()
              : e;
      if (watch.isPresent()) {
        report(statement, arguments, keys, started, OptionalLong.empty(), Optional.of(refusal));
      }
      throw StatementFailure.of(statement.sql(), refusal);
    }
  }

  private int run(Rendered statement, Object[] arguments, Object[][] keys, Work work)
      throws Exception {
    try (PreparedStatement prepared = prepare(statement, arguments == NONE);
        AutoCloseable running = limits.begin(prepared, configuration.settings())) {
      if (arguments != NONE) {
        bind(prepared, statement, arguments, keys);
      }
      return work.run(prepared);
    }
  }

  private PreparedStatement prepare(Rendered statement, boolean batch) throws SQLException {
    if (!batch) {
      return connection.prepareStatement(statement.sent());
    }
    // The rows of a batch are read by the driver if it takes them for keys that were generated.
    return statement.shape().columns().isEmpty()
        ? connection.prepareStatement(statement.sql())
        : connection.prepareStatement(statement.sql(), Statement.RETURN_GENERATED_KEYS);
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
      value.binder().bind(prepared, i + 1, value.of(arguments, keys), scope);
    }
  }

  private void report(
      Rendered statement,
      Object[] arguments,
      Object[][] keys,
      long started,
      OptionalLong rows,
      Optional<Exception> failure) {
    StatementReport.of(watch.orElseThrow(), statement, arguments, keys, started, rows, failure, 1);
  }

  @Override
  public void close() {
    provider.release(connection);
  }
}
