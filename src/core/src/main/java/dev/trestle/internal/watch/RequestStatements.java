package dev.trestle.internal.watch;

import dev.trestle.query.Execution;
import dev.trestle.query.PlanSource;
import dev.trestle.query.RequestSummary;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Adds up the statements of one request. Safe for all threads, since a request may have several.
 */
final class RequestStatements {
  /** More different texts than a person writes: lists of all lengths, glued together. */
  private static final int MOST_TEXTS = 1_000;

  private static final int MOST_PLANS = 100;

  private final Execution.Origin origin;
  private final int repeatLimit;
  private final boolean plansWanted;
  private final Map<String, Integer> counts = new LinkedHashMap<>();
  private final Map<String, PlanSource> plans = new LinkedHashMap<>();
  private long statements;
  private long nanos;

  RequestStatements(Execution.Origin origin, int repeatLimit, boolean plansWanted) {
    this.origin = origin;
    this.repeatLimit = repeatLimit;
    this.plansWanted = plansWanted;
  }

  Execution.Origin origin() {
    return origin;
  }

  synchronized void add(Execution execution, Optional<PlanSource> plan) {
    statements++;
    nanos += execution.duration().toNanos();
    if (counts.size() < MOST_TEXTS || counts.containsKey(execution.sql())) {
      counts.merge(execution.sql(), 1, Integer::sum);
    }
    if (plansWanted && plan.isPresent() && plans.size() < MOST_PLANS) {
      plans.putIfAbsent(execution.sql(), plan.get());
    }
  }

  /** Goes back to the counts of now. */
  synchronized Runnable mark() {
    Map<String, Integer> now = new LinkedHashMap<>(counts);
    return () -> restore(now);
  }

  private synchronized void restore(Map<String, Integer> before) {
    counts.clear();
    counts.putAll(before);
  }

  synchronized RequestSummary summary() {
    return new RequestSummary(origin, statements, Duration.ofNanos(nanos), counts, repeatLimit);
  }

  /** One for each different statement, with the values that it ran with first. */
  synchronized Map<String, PlanSource> plans() {
    return new LinkedHashMap<>(plans);
  }
}
