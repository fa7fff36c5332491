package dev.trestle.query;

/**
 * Is told of the statements that an application runs: prepared queries, with one call for each of
 * their relations, and whatever runs through jOOQ. For metrics, tracing and tests.
 *
 * <pre>{@code
 * Trestle.of(new Routes()).listener(execution -> count(execution.sql(), execution.duration()))
 * }</pre>
 *
 * <p>Called on the thread that ran the statement, which waits for it; by several threads at once.
 * What it throws is logged the first time and changes nothing. It must not run statements on the
 * database that it listens to: it would be told of those too. {@code begin}, {@code commit} and
 * savepoints are not statements here, and neither is what runs on a JDBC connection directly.
 *
 * @see dev.trestle.TrestleBuilder#listener
 */
@FunctionalInterface
public interface StatementListener {
  /**
   * A statement has ended, well or badly: its last row was read, or it failed.
   *
   * @param execution what ran
   */
  void executed(Execution execution);

  /**
   * A request that took the database has ended.
   *
   * @param summary of its statements
   */
  default void requestEnded(RequestSummary summary) {}
}
