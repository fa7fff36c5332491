package dev.trestle.query;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The statements of one request.
 *
 * @param origin the request
 * @param statements how many ended; a batch is one
 * @param duration of all of them, added up, also where they ran side by side
 * @param counts how often each SQL text ran, in the order first seen; without attempts of a
 *     transaction that {@link Transactions#retries} ran again. Of the first 1,000 different texts
 * @param repeatLimit how often a request of this application may run one text, see {@link
 *     dev.trestle.StatementSettings#repeatLimit}
 */
public record RequestSummary(
    Execution.Origin origin,
    long statements,
    Duration duration,
    Map<String, Integer> counts,
    int repeatLimit) {
  /** Copies the counts. */
  public RequestSummary {
    counts = Collections.unmodifiableMap(new LinkedHashMap<>(counts));
  }

  /**
   * Statements that ran more often than they may: mostly one for each row of another ("N+1").
   *
   * @return in the order first seen, with how often they ran
   */
  public Map<String, Integer> repeats() {
    Map<String, Integer> repeated = new LinkedHashMap<>(counts);
    repeated.values().removeIf(times -> times <= repeatLimit);
    return Collections.unmodifiableMap(repeated);
  }
}
