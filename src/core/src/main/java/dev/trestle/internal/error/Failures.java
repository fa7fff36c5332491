package dev.trestle.internal.error;

import dev.trestle.HttpError;
import java.sql.SQLException;
import java.util.Optional;
import org.eclipse.jetty.io.EofException;
import org.jooq.exception.DataAccessException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns whatever a handler throws into the error the client sees, and puts what the client must not
 * see into the log under the request's id.
 */
public final class Failures {
  private static final Logger LOG = LoggerFactory.getLogger("dev.trestle");

  private final SqlErrors sqlErrors;

  public Failures(SqlErrors sqlErrors) {
    this.sqlErrors = sqlErrors;
  }

  /**
   * What is known about a failure without asking anybody else: thrown errors, and what PostgreSQL
   * refuses.
   *
   * @param failure thrown by a handler
   * @param request names the request in the log
   * @return empty for anything unexpected
   */
  public Optional<HttpError> expected(Throwable failure, String request) {
    if (failure instanceof HttpError error) {
      return Optional.of(error);
    }
    if (failure instanceof DataAccessException || failure instanceof SQLException) {
      return sqlException(failure)
          .flatMap(sql -> {
            Optional<HttpError> error = sqlErrors.explain(sql);
            error.ifPresent(e -> log(request, e, sql));
            return error;
          });
    }
    return Optional.empty();
  }

  /**
   * The error for a failure that nobody expected; logged with its stack trace.
   *
   * @param failure thrown by a handler
   * @param request names the request in the log
   */
  public HttpError unexpected(Throwable failure, String request) {
    if (isClientGone(failure)) {
      clientGone(failure, request);
    } else {
      LOG.error("{} failed", request, failure);
    }
    return HttpError.of(500, "Internal server error");
  }

  /**
   * Logs a failure that the client cannot be told of, because its answer had begun.
   *
   * @param failure thrown by the writer of a stream
   * @param request names the request in the log
   */
  public void broken(Throwable failure, String request) {
    LOG.error("{} failed after its answer had begun, and was broken off", request, failure);
  }

  /**
   * Logs the failure of a task that ran after its request.
   *
   * @param failure thrown by the task
   * @param request names the request in the log
   */
  public void afterwards(Throwable failure, String request) {
    LOG.error("{}: a task after the answer failed", request, failure);
  }

  /**
   * Notes that nobody waits for the answer any more, which is no failure of ours.
   *
   * @param failure that told so
   * @param request names the request in the log
   */
  public void clientGone(Throwable failure, String request) {
    LOG.debug("{}: the client went away", request, failure);
  }

  private static void log(String request, HttpError error, SQLException sql) {
    // The server's detail quotes stored values, so it stays out; its message and names do not.
    String constraint =
        sql instanceof PSQLException postgres && postgres.getServerErrorMessage() != null
            ? constraint(postgres.getServerErrorMessage())
            : "";
    String pattern = "{}: {} from SQLSTATE {}: {}{}";
    Object[] details = {request, error.status(), sql.getSQLState(), firstLine(sql), constraint};
    if (error.status() >= 500) {
      LOG.warn(pattern, details);
    } else {
      LOG.info(pattern, details);
    }
  }

  private static String constraint(ServerErrorMessage message) {
    return message.getConstraint() == null
        ? ""
        : " (constraint " + message.getConstraint() + " of " + message.getTable() + ")";
  }

  private static String firstLine(SQLException sql) {
    return String.valueOf(sql.getMessage()).lines().findFirst().orElse("");
  }

  private static Optional<SQLException> sqlException(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        return Optional.of(sql);
      }
    }
    return Optional.empty();
  }

  private static boolean isClientGone(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof EofException) {
        return true;
      }
    }
    return false;
  }
}
