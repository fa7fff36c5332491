package dev.trestle.dataproxy;

import dev.trestle.internal.work.Cancellable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jooq.ConnectionProvider;
import org.jooq.DSLContext;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;
import org.postgresql.util.ServerErrorMessage;

/** The statements of one request on one connection, which goes back as it came. */
final class Transaction {
  private static final String LIMIT_EXCEEDED = "54000";

  private final ConnectionProvider provider;
  private final Connection connection;
  private Limits limits;

  private Transaction(ConnectionProvider provider, Connection connection, Limits limits) {
    this.provider = provider;
    this.connection = connection;
    this.limits = limits;
  }

  /**
   * Runs a request.
   *
   * @param db whose statements end with the request
   * @throws SqlFailure what PostgreSQL refuses, or is too much
   * @throws SQLException if the database is not available
   */
  static List<Result> run(DSLContext db, SqlRequest request, Limits limits)
      throws SqlFailure, SQLException {
    ConnectionProvider provider = db.configuration().connectionProvider();
    Connection connection = provider.acquire();
    try {
      Transaction transaction = new Transaction(provider, connection, limits);
      try {
        return transaction.run(request);
      } finally {
        transaction.end();
      }
    } finally {
      provider.release(connection);
    }
  }

  private List<Result> run(SqlRequest request) throws SqlFailure, SQLException {
    // A lone change has one too, so that it is undone if its rows are too many.
    boolean open = request.begin().isPresent() || !request.calls().getFirst().statement().isRead();
    if (request.begin().filter(it -> !it.equals("BEGIN")).isPresent()) {
      StatementRun.run(connection, request.begin().get(), List.of(), false, 0);
    }
    List<Result> results = new ArrayList<>();
    for (SqlRequest.Call call : request.calls()) {
      Cancellable.refuseIfCancelled(provider);
      results.add(run(call, open));
    }
    if (open) {
      Cancellable.refuseIfCancelled(provider);
      commit(request);
    }
    return results;
  }

  private Result run(SqlRequest.Call call, boolean inTransaction) throws SqlFailure, SQLException {
    try {
      Result result =
          StatementRun.run(
              connection,
              call.statement().sql(),
              call.parameters(),
              inTransaction,
              limits.rows() + 1);
      if (result.rows().size() > limits.rows() || result.bytes() > limits.bytes()) {
        throw tooMuch();
      }
      limits = limits.without(result);
      return result;
    } catch (PSQLException e) {
      throw explain(e, call.statement());
    }
  }

  /** Constraints that are deferred are checked now. */
  private void commit(SqlRequest request) throws SqlFailure, SQLException {
    try {
      StatementRun.run(connection, "COMMIT", List.of(), false, 0);
    } catch (PSQLException e) {
      throw explain(e, request.calls().getLast().statement());
    }
  }

  private SqlFailure explain(PSQLException failure, Statement statement) throws PSQLException {
    ServerErrorMessage server = failure.getServerErrorMessage();
    if (server != null && !isUnavailable(server.getSQLState())) {
      return SqlFailure.of(server, statement.sentPosition(server.getPosition()));
    }
    boolean tooLong =
        server == null
            && failure.getCause() == null
            && PSQLState.COMMUNICATION_ERROR.getState().equals(failure.getSQLState());
    if (tooLong) {
      return tooMuch(); // The driver's maxResultBuffer.
    }
    throw failure;
  }

  /** The server ends the connection, or gives no more. */
  private static boolean isUnavailable(String state) {
    return state.startsWith("57P") || state.startsWith("53");
  }

  private static SqlFailure tooMuch() {
    return SqlFailure.of(
        LIMIT_EXCEEDED, "The rows are more than the data proxy answers with; ask for fewer");
  }

  /** What is open is undone; a connection that is broken is not used again. */
  private void end() throws SQLException {
    BaseConnection own = connection.unwrap(BaseConnection.class);
    if (own.getTransactionState() == TransactionState.IDLE && !own.isClosed()) {
      return;
    }
    Cancellable.settle(provider, connection);
    try (java.sql.Statement rollback = connection.createStatement()) {
      rollback.execute("ROLLBACK");
    } catch (SQLException e) {
      // The pool has seen it, and drops the connection.
      own.close();
    }
  }
}
