package dev.trestle.testing;

import dev.trestle.query.Execution;
import dev.trestle.query.RequestSummary;
import dev.trestle.query.StatementListener;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Collects requests that ran the same statement too often, for the test that sent them. */
final class Repeats implements StatementListener {
  private final int limit;
  private final Queue<String> found = new ConcurrentLinkedQueue<>();

  Repeats(int limit) {
    this.limit = limit;
  }

  @Override
  public void executed(Execution execution) {
    // Counted by the request.
  }

  @Override
  public void requestEnded(RequestSummary summary) {
    summary
        .above(limit)
        .forEach((sql, times) ->
            found.add(
                summary.origin().route()
                    + " ran the same statement "
                    + times
                    + " times (N+1), more than "
                    + limit
                    + ": "
                    + sql));
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
