package dev.trestle.schema;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * One thing in which a database is not as it should be.
 *
 * @param state in which way
 * @param what kind and name, as people say it: {@code column public.users.name}
 * @param details how the two definitions differ, line by line, {@code -} before what is there and
 *     {@code +} before what should be; empty if the statements say it
 * @param statements what brings the database to what it should be, without last semicolons; empty
 *     if no statement can, or none without a decision
 */
public record Difference(State state, String what, List<String> details, List<String> statements) {
  /** In which way a database is not as it should be. */
  public enum State {
    /** It should be there, and is not. */
    MISSING,
    /** It is there, and should not be. */
    UNEXPECTED,
    /** It is there, and should be another. */
    DIFFERENT
  }

  /**
   * Copies the lists.
   *
   * @param state as above
   * @param what as above
   * @param details as above
   * @param statements as above
   */
  public Difference {
    details = List.copyOf(details);
    statements = List.copyOf(statements);
  }

  /** As SQL: what differs as comments, the statements after it. */
  @Override
  public String toString() {
    return "-- "
        + state.name().toLowerCase(Locale.ROOT)
        + ": "
        + what
        + "\n"
        + details.stream().map(line -> "-- " + line + "\n").collect(Collectors.joining())
        + statements.stream().map(statement -> statement + ";\n").collect(Collectors.joining());
  }
}
