package dev.trestle.testing;

import dev.trestle.query.Execution;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A statement that a request ran.
 *
 * @param sql as it was sent, with a question mark for each bound value; of a batch each different
 *     statement, separated by {@code "; "}
 * @param rows that it gave or changed; empty if it failed or nobody counted
 * @param duration until the last row was read
 * @param failure the SQLSTATE, or the name of the exception's class; empty if all went well
 * @param where the application's line that ran it; empty if Trestle did, as for a query that a
 *     function has returned
 */
public record Statement(
    String sql,
    OptionalLong rows,
    Duration duration,
    Optional<String> failure,
    Optional<StackTraceElement> where) {
  static Statement of(Execution execution) {
    return new Statement(
        execution.sql(),
        execution.rows(),
        execution.duration(),
        execution.failure(),
        ApplicationFrame.find());
  }

  /** Its SQL, what came of it, and who ran it, in a line. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(sql).append(" (");
    failure.ifPresentOrElse(
        it -> text.append("failed with ").append(it),
        () -> text.append(rows.isPresent() ? rows.getAsLong() + " rows" : "rows not counted"));
    text.append(")");
    where.ifPresent(it -> text.append(" at ").append(it));
    return text.toString();
  }
}
