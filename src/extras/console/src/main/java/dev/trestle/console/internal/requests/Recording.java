package dev.trestle.console.internal.requests;

import dev.trestle.CompletedRequest;
import dev.trestle.RequestHead;
import dev.trestle.RequestObservation;
import dev.trestle.query.Execution;
import dev.trestle.query.PlanSource;
import dev.trestle.query.RequestSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Writes down what becomes of one request. Safe for many threads. */
final class Recording implements RequestObservation {
  private static final int MOST_STATEMENTS = 500;
  private static final int LONGEST_TARGET = 2_000;

  private final Requests requests;
  private final long number;
  private final Instant began = Instant.now();
  private final String method;
  private final String target;
  private final Optional<String> route;
  private final List<RecordedStatement> statements = new ArrayList<>();
  private Optional<String> id = Optional.empty();
  private OptionalInt status = OptionalInt.empty();
  private Duration duration = Duration.ZERO;
  private Map<String, Integer> repeats = Map.of();
  private boolean plansForgotten;
  private long count;
  private Duration sqlDuration = Duration.ZERO;
  private long bytes;

  Recording(Requests requests, long number, RequestHead head) {
    this.requests = requests;
    this.number = number;
    this.method = Texts.cut(head.method(), 20);
    this.target = Texts.cut(head.target(), LONGEST_TARGET);
    this.route = head.route();
    this.bytes = 500 + 2L * target.length();
  }

  long number() {
    return number;
  }

  synchronized long bytes() {
    return bytes;
  }

  synchronized RecordedRequest now() {
    return new RecordedRequest(
        number,
        began,
        method,
        target,
        route,
        id,
        status,
        duration,
        statements,
        count,
        sqlDuration,
        repeats);
  }

  /** Keeps nothing of the application's any more, also where it goes on. */
  synchronized void forgetPlans() {
    plansForgotten = true;
    statements.replaceAll(RecordedStatement::withoutPlan);
  }

  @Override
  public Scope enter() {
    return Scope.NONE;
  }

  @Override
  public void executed(Execution execution, Optional<PlanSource> plan) {
    synchronized (this) {
      count++;
      sqlDuration = sqlDuration.plus(execution.duration());
      id = execution.origin().map(Execution.Origin::requestId);
      if (statements.size() < MOST_STATEMENTS) {
        RecordedStatement statement =
            RecordedStatement.of(
                statements.size() + 1, execution, plan.filter(it -> !plansForgotten));
        statements.add(statement);
        bytes += statement.bytes();
      }
    }
    requests.changed(this);
  }

  @Override
  public void statementsEnded(RequestSummary summary) {
    synchronized (this) {
      repeats = summary.repeats();
    }
    requests.changed(this);
  }

  @Override
  public void completed(CompletedRequest request) {
    synchronized (this) {
      status = OptionalInt.of(request.status());
      duration = request.duration();
    }
    requests.changed(this);
  }
}
