package dev.trestle.query;

/** What the logger {@code dev.trestle.sql} writes of each statement. */
public enum QueryLog {
  /** Nothing. */
  OFF,

  /**
   * The SQL with the types and sizes of its values; after each request, how many statements it ran
   * and for how long.
   */
  REDACTED,

  /** The same with the values themselves. In development only. */
  VALUES
}
