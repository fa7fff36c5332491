package dev.trestle.testing;

import dev.trestle.query.RequestSummary;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Collects requests that ran the same statement too often, for the test that sent them. */
final class Repeats {
  private final Queue<String> found = new ConcurrentLinkedQueue<>();

  /**
   * Counts those of a request that is over.
   *
   * @param statements of it, if they were written down
   */
  void look(RequestSummary summary, Optional<List<Statement>> statements) {
    summary
        .repeats()
        .forEach((sql, times) ->
            found.add(
                summary.origin().route()
                    + " ran the same statement "
                    + times
                    + " times (N+1), more than "
                    + summary.repeatLimit()
                    + where(sql, statements.orElse(List.of()))
                    + ": "
                    + sql));
  }

  private static String where(String sql, List<Statement> statements) {
    return statements.stream()
        .filter(it -> it.sql().equals(sql))
        .flatMap(it -> it.where().stream())
        .findFirst()
        .map(it -> ", at " + it)
        .orElse("");
  }

  /** Fails if there were any since the last time. */
  void check() {
    StringBuilder message = new StringBuilder();
    for (String repeat = found.poll(); repeat != null; repeat = found.poll()) {
      message.append(repeat).append('\n');
    }
    if (!message.isEmpty()) {
      throw new AssertionError(
          message
              + "Load these rows with many(…) in the query before, or once for all keys with ="
              + " any(?); write many in a batch; or allow it with TestApp.of(…).repeatLimit(…)");
    }
  }
}
