package dev.trestle.console.internal.requests;

import dev.trestle.query.Execution;
import dev.trestle.query.PlanSource;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A statement that a request ran.
 *
 * @param number within its request, from 1
 * @param sql as it was sent, cut if it is enormous
 * @param values on one line, for a developer's eyes
 * @param duration to its last row
 * @param rows that it gave or changed, if somebody counted
 * @param failure its SQLSTATE
 * @param together how many calls it answered
 * @param plan to be asked for, unless its values are too large to be kept
 * @param bytes that it takes, about
 */
public record RecordedStatement(
    int number,
    String sql,
    String values,
    Duration duration,
    OptionalLong rows,
    Optional<String> failure,
    int together,
    Optional<PlanSource> plan,
    long bytes) {
  private static final int LONGEST_SQL = 20_000;
  private static final long LARGEST_VALUES = 64 << 10;

  static RecordedStatement of(int number, Execution execution, Optional<PlanSource> plan) {
    String sql = Texts.cut(execution.sql(), LONGEST_SQL);
    String values = execution.values().size() == 0 ? "" : execution.values().revealed();
    long held = execution.values().bytes();
    boolean kept = plan.isPresent() && held <= LARGEST_VALUES;
    return new RecordedStatement(
        number,
        sql,
        values,
        execution.duration(),
        execution.rows(),
        execution.failure(),
        execution.together(),
        plan.filter(it -> kept),
        200 + 2L * (sql.length() + values.length()) + (kept ? held : 0));
  }

  RecordedStatement withoutPlan() {
    return new RecordedStatement(
        number, sql, values, duration, rows, failure, together, Optional.empty(), bytes);
  }
}
