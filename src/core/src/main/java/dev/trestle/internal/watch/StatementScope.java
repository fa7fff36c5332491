package dev.trestle.internal.watch;

import dev.trestle.RequestObservation;
import dev.trestle.query.BoundValues;
import dev.trestle.query.Execution;
import dev.trestle.query.PlanSource;
import dev.trestle.query.RequestSummary;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.jooq.Configuration;

/**
 * Where the statements of a jOOQ configuration are reported to: an application's listeners, and the
 * request that they belong to. It travels in the configuration's data, so transactions and whatever
 * else is derived from it have it too. Safe for all threads.
 */
public final class StatementScope {
  private static final Runnable NOTHING = () -> {};

  private final Watch watch;
  private final Configuration unwatched;
  private final Optional<RequestStatements> request;
  private final RequestObservation observation;

  StatementScope(
      Watch watch,
      Configuration unwatched,
      Optional<RequestStatements> request,
      RequestObservation observation) {
    this.watch = watch;
    this.unwatched = unwatched;
    this.request = request;
    this.observation = observation;
  }

  /** The scope of a configuration; empty where nobody listens, which costs one look into a map. */
  public static Optional<StatementScope> of(Configuration configuration) {
    return Optional.ofNullable((StatementScope) configuration.data(StatementScope.class));
  }

  /** Lets a configuration's statements be reported here. */
  public void attach(Configuration configuration) {
    configuration.data(StatementScope.class, this);
  }

  /**
   * A scope for one request.
   *
   * @param origin the request
   * @param plans whether it asks for the plans of its statements; not heard outside development
   * @param follows who follows it
   */
  public StatementScope begin(Execution.Origin origin, boolean plans, RequestObservation follows) {
    boolean allowed = plans && watch.isDevelopment();
    return new StatementScope(
        watch,
        unwatched,
        Optional.of(new RequestStatements(origin, watch.repeatLimit(), allowed)),
        follows);
  }

  /** Reports a statement that has ended, of one call. */
  public void executed(
      String sql,
      BoundValues values,
      long started,
      OptionalLong rows,
      Optional<? extends Throwable> failure,
      Optional<PlanSource> plan) {
    executed(sql, values, started, rows, failure, plan, 1);
  }

  /**
   * Reports a statement that has ended.
   *
   * @param sql with question marks
   * @param values bound to them
   * @param started by {@link System#nanoTime}
   * @param rows if somebody counted
   * @param failure if it failed
   * @param plan asks for its plan again, later
   * @param together how many calls it answered
   */
  public void executed(
      String sql,
      BoundValues values,
      long started,
      OptionalLong rows,
      Optional<? extends Throwable> failure,
      Optional<PlanSource> plan,
      int together) {
    Execution execution =
        new Execution(
            sql,
            values,
            Duration.ofNanos(System.nanoTime() - started),
            rows,
            failure.map(StatementScope::failure),
            request.map(RequestStatements::origin),
            watch.database(),
            together);
    request.ifPresent(statements -> statements.add(execution, plan));
    try (RequestObservation.Scope scope = observation.enter()) {
      observation.executed(execution, watch.isDevelopment() ? plan : Optional.empty());
      watch.executed(execution);
    }
  }

  /** Ends the request: tells of its statements, and of their plans if it asked. */
  public void end() {
    request.ifPresent(statements -> {
      RequestSummary summary = statements.summary();
      observation.statementsEnded(summary);
      watch.requestEnded(summary);
      statements
          .plans()
          .forEach((sql, plan) -> PlanLog.write(statements.origin(), sql, plan, unwatched));
    });
  }

  /**
   * Remembers how often each statement ran so far.
   *
   * @return goes back to that, for what is about to be done again
   */
  public static Runnable mark(Configuration configuration) {
    return of(configuration)
        .flatMap(scope -> scope.request)
        .map(RequestStatements::mark)
        .orElse(NOTHING);
  }

  private static String failure(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && sql.getSQLState() != null) {
        return sql.getSQLState();
      }
    }
    return failure.getClass().getName();
  }
}
