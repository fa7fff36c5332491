package dev.trestle.internal.query;

import dev.trestle.internal.watch.StatementScope;
import dev.trestle.query.BoundValues;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jooq.Configuration;

/** Tells who watches of a statement that was run. */
final class StatementReport {
  private StatementReport() {}

  /**
   * Reports a statement.
   *
   * @param together how many calls it answered
   */
  static void of(
      StatementScope watch,
      Rendered statement,
      Object[] arguments,
      Object[][] keys,
      long started,
      OptionalLong rows,
      Optional<Exception> failure,
      int together) {
    boolean batch = arguments == Session.NONE;
    Object[] values =
        batch
            ? Session.NONE
            : statement.values().stream().map(value -> value.of(arguments, keys)).toArray();
    watch.executed(
        statement.sql(),
        BoundValues.of(values),
        started,
        rows,
        failure,
        batch || statement.several()
            ? Optional.empty()
            : Optional.of(other -> explain(other, statement, arguments, keys)),
        together);
  }

  private static List<String> explain(
      Configuration configuration, Rendered statement, Object[] arguments, Object[][] keys) {
    try (Session session = new Session(configuration, Limits.NONE)) {
      return session.explain(statement, arguments, keys);
    }
  }
}
