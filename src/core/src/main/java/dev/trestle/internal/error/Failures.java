package dev.trestle.internal.error;

import dev.trestle.Failure;
import dev.trestle.HttpError;
import dev.trestle.Response;
import dev.trestle.ThrownResponse;
import dev.trestle.internal.admission.PoolOverload;
import dev.trestle.internal.flight.Reason;
import dev.trestle.internal.watch.LogText;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
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
  private static final int LONGEST_IN_LOG = 1000;

  private final SqlErrors sqlErrors;
  private final ErrorMap mapped;
  private final List<Consumer<Failure>> listeners;

  /**
   * @param mapped what the application makes of its own exceptions
   * @param listeners told of each failure
   */
  public Failures(SqlErrors sqlErrors, ErrorMap mapped, List<Consumer<Failure>> listeners) {
    this.sqlErrors = sqlErrors;
    this.mapped = mapped;
    this.listeners = List.copyOf(listeners);
  }

  /**
   * What is known about a failure without asking anybody else: thrown answers, what the application
   * maps, and what PostgreSQL refuses.
   *
   * @param failure thrown by a handler
   * @param occasion when it happened
   * @param shape makes an answer of an error
   * @return empty for anything unexpected
   */
  public Optional<Response> expected(
      Throwable failure, Occasion occasion, Function<HttpError, Response> shape) {
    Throwable thrown = ControlFlow.unwrap(failure);
    if (thrown instanceof ThrownResponse answer) {
      return Optional.of(answer.response());
    }
    Optional<ErrorMap.Mapping> mapping = mapped.find(thrown);
    Optional<HttpError> known =
        mapping.filter(ErrorMap.Mapping::isOfDatabase).isPresent()
            ? Optional.empty()
            : known(thrown, occasion);
    if (mapping.isPresent() && (known.isEmpty() || thrown instanceof HttpError)) {
      return Optional.of(map(mapping.get(), thrown, occasion, shape));
    }
    return known.map(shape);
  }

  private Optional<HttpError> known(Throwable failure, Occasion occasion) {
    if (failure instanceof HttpError error) {
      return Optional.of(error);
    }
    if (failure instanceof DataAccessException || failure instanceof SQLException) {
      return sqlException(failure)
          .flatMap(sql -> {
            Optional<HttpError> error = sqlErrors.explain(sql);
            error
                .filter(e -> !(sql instanceof PoolOverload))
                .ifPresent(e -> {
                  log(occasion.toString(), e, sql);
                  if (e.status() >= 500) {
                    report(failure, occasion);
                  }
                });
            return error;
          });
    }
    return Optional.empty();
  }

  private Response map(
      ErrorMap.Mapping mapping,
      Throwable failure,
      Occasion occasion,
      Function<HttpError, Response> shape) {
    Response response;
    try {
      HttpError error = mapping.function().apply(failure);
      response = shape.apply(Objects.requireNonNull(error, "what errors(…) maps to"));
    } catch (ThrownResponse answer) {
      response = answer.response();
    } catch (RuntimeException | Error second) {
      second.addSuppressed(failure);
      return shape.apply(unexpected(second, occasion));
    }
    if (response.status() >= 500 && !(failure instanceof HttpError)) {
      LOG.error("{} failed, answered with {}", occasion, response.status(), failure);
      report(failure, occasion);
    }
    return response;
  }

  /**
   * The error for a failure that nobody expected; logged with its stack trace.
   *
   * @param failure thrown by a handler
   * @param occasion when it happened
   */
  public HttpError unexpected(Throwable failure, Occasion occasion) {
    if (isClientGone(failure)) {
      clientGone(failure, occasion);
    } else {
      LOG.error("{} failed", occasion, failure);
      report(failure, occasion);
    }
    return HttpError.of(500, "Internal server error");
  }

  /**
   * Logs a failure that the client cannot be told of, because its answer had begun.
   *
   * @param failure thrown by the writer of a stream
   * @param occasion when it happened
   */
  public void broken(Throwable failure, Occasion occasion) {
    LOG.error("{} failed after its answer had begun, and was broken off", occasion, failure);
    report(failure, occasion);
  }

  /**
   * Logs the failure of a task that ran after its request.
   *
   * @param failure thrown by the task
   * @param occasion when it was left
   */
  public void afterwards(Throwable failure, Occasion occasion) {
    LOG.error("{}: a task after the answer failed", occasion, failure);
    report(failure, occasion);
  }

  /**
   * Logs what kept something from being made for nobody in particular.
   *
   * @param what it was to be
   * @param failure thrown by the function, or that it was ended
   * @param occasion of the request that it began with
   */
  public void unattended(String what, Throwable failure, Occasion occasion) {
    LOG.error("{}: {} was not made", occasion, what, failure);
    report(failure, occasion);
  }

  /**
   * Tells that a request was ended before its time.
   *
   * @param why that was
   * @param failure that came of it, or another one meanwhile
   * @param occasion when it came
   */
  public void cancelled(Reason why, Throwable failure, Occasion occasion) {
    switch (why) {
      case CLIENT_GONE -> clientGone(failure, occasion);
      case TIMEOUT -> LOG.warn("{} took longer than its timeout, and was ended", occasion);
      case SHUTDOWN -> LOG.warn("{} was ended because the server stops", occasion);
    }
  }

  /**
   * Notes that nobody waits for the answer any more, which is no failure of ours.
   *
   * @param failure that told so
   * @param occasion when it happened
   */
  public void clientGone(Throwable failure, Occasion occasion) {
    LOG.debug("{}: the client went away", occasion, failure);
  }

  private void report(Throwable failure, Occasion occasion) {
    for (Consumer<Failure> listener : listeners) {
      try {
        listener.accept(occasion.of(failure));
      } catch (RuntimeException | Error e) {
        LOG.error("{}: a listener of failures failed", occasion, e);
      }
    }
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
    String line = String.valueOf(sql.getMessage()).lines().findFirst().orElse("");
    return LogText.line(line, LONGEST_IN_LOG);
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
