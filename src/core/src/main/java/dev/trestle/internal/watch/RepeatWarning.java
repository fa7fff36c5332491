package dev.trestle.internal.watch;

import dev.trestle.query.Execution;
import dev.trestle.query.RequestSummary;
import dev.trestle.query.StatementListener;

/** Warns of a request that runs the same statement again and again: one for each row of another. */
final class RepeatWarning implements StatementListener {
  @Override
  public void executed(Execution execution) {
    // Counted by the request.
  }

  @Override
  public void requestEnded(RequestSummary summary) {
    summary
        .repeats()
        .forEach((sql, times) ->
            SqlLog.LOG.warn(
                "{} ran the same statement {} times (N+1): {} -- load these rows with many(…) in"
                    + " the query before, or once for all keys with = any(?); write many in a batch",
                summary.origin(),
                times,
                LogText.sql(sql)));
  }
}
