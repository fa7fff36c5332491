package dev.trestle.metrics;

import dev.trestle.query.Execution;
import dev.trestle.query.StatementListener;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A timer for each route, first word and outcome of statements. Their text is no label: values may
 * be written into it, and lists of all lengths are as many texts.
 */
final class StatementMeters implements StatementListener {
  private static final List<String> OPERATIONS =
      List.of("select", "insert", "update", "delete", "merge", "with", "values", "call", "copy");

  private static final String OTHER = "other";

  private final MeterRegistry registry;
  private final Map<Series, Timer> timers = new ConcurrentHashMap<>();

  private record Series(String origin, String operation, boolean failed) {}

  StatementMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void executed(Execution execution) {
    Series series =
        new Series(
            execution.origin().map(Execution.Origin::route).orElse(""),
            operation(execution.sql()),
            execution.failure().isPresent());
    timers.computeIfAbsent(series, this::timer).record(execution.duration());
  }

  private Timer timer(Series series) {
    String[] origin = series.origin().split(" ", 2);
    boolean known = origin.length == 2;
    return Timer.builder("db.client.operation.duration")
        .description("Statements that have ended, to their last row")
        .tag("method", known ? origin[0] : "")
        .tag("uri", known ? origin[1] : RequestMeters.NO_ROUTE)
        .tag("operation", series.operation())
        .tag("outcome", series.failed() ? "error" : "success")
        .serviceLevelObjectives(Buckets.millis(1, 5, 10, 25, 50, 100, 250, 500, 1_000, 5_000))
        .register(registry);
  }

  /** The first word, without parentheses before it, if it is one that statements begin with. */
  static String operation(String sql) {
    int from = 0;
    while (from < sql.length() && !Character.isLetter(sql.charAt(from))) {
      from++;
    }
    for (String word : OPERATIONS) {
      int to = from + word.length();
      boolean ends = to >= sql.length() || !Character.isLetterOrDigit(sql.charAt(to));
      if (ends && sql.regionMatches(true, from, word, 0, word.length())) {
        return word;
      }
    }
    return OTHER;
  }
}
