package dev.trestle.dataproxy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.List;
import java.util.Optional;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.Field;
import org.postgresql.core.NativeQuery;
import org.postgresql.core.Oid;
import org.postgresql.core.ParameterList;
import org.postgresql.core.Query;
import org.postgresql.core.QueryExecutor;
import org.postgresql.core.ResultCursor;
import org.postgresql.core.ResultHandlerBase;
import org.postgresql.core.SqlCommand;
import org.postgresql.core.Tuple;

/**
 * One run of a statement through the driver, below JDBC: that numbers parameters anew ({@code ?}),
 * so that one used twice would be two, of which PostgreSQL could not find the types; and it keeps
 * the bytes, the types and the tag of an answer to itself. Nothing is prepared on the server.
 */
final class StatementRun extends ResultHandlerBase {
  private static final int FLAGS =
      QueryExecutor.QUERY_ONESHOT
          | QueryExecutor.QUERY_NO_BINARY_TRANSFER
          | QueryExecutor.QUERY_BOTH_ROWS_AND_STATUS;

  private List<Field> fields = List.of();
  private List<Tuple> rows = List.of();
  private Optional<String> tag = Optional.empty();

  private StatementRun() {}

  /**
   * Runs a statement.
   *
   * @param inTransaction whether it begins one, unless one has begun
   * @param mostRows more are not read
   * @throws SQLException the driver's
   */
  static Result run(
      Connection connection,
      String sql,
      List<String> parameters,
      boolean inTransaction,
      int mostRows)
      throws SQLException {
    QueryExecutor executor = connection.unwrap(BaseConnection.class).getQueryExecutor();
    NativeQuery text = new NativeQuery(sql, new int[parameters.size()], false, SqlCommand.BLANK);
    Query query = executor.wrap(List.of(text));
    ParameterList values = query.createParameterList();
    for (int i = 0; i < parameters.size(); i++) {
      set(values, i + 1, parameters.get(i));
    }
    StatementRun run = new StatementRun();
    int flags = inTransaction ? FLAGS : FLAGS | QueryExecutor.QUERY_SUPPRESS_BEGIN;
    executor.execute(query, values, run, mostRows, 0, flags);
    return new Result(run.fields, run.rows, run.tag, bytes(run.rows));
  }

  private static void set(ParameterList values, int index, String text) throws SQLException {
    if (text == null) {
      values.setNull(index, Oid.UNSPECIFIED);
    } else {
      values.setStringParameter(index, text, Oid.UNSPECIFIED);
    }
  }

  private static int bytes(List<Tuple> rows) {
    long bytes = rows.stream().mapToLong(Tuple::length).sum();
    return (int) Math.min(bytes, Integer.MAX_VALUE);
  }

  @Override
  public void handleResultRows(
      Query fromQuery, Field[] columns, List<Tuple> tuples, ResultCursor cursor) {
    fields = List.of(columns);
    rows = tuples;
  }

  @Override
  public void handleCommandStatus(String status, long updateCount, long insertOid) {
    tag = Optional.of(status);
  }

  @Override
  public void handleWarning(SQLWarning warning) {
    // The protocol has no place for it.
  }
}
