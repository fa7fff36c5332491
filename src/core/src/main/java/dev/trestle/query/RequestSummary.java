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
 */
public record RequestSummary(
    Execution.Origin origin, long statements, Duration duration, Map<String, Integer> counts) {
  /** Copies the counts. */
  public RequestSummary {
    counts = Collections.unmodifiableMap(new LinkedHashMap<>(counts));
  }

  /**
   * Statements that ran more often than they may.
   *
   * @param limit how often each may run
   * @return in the order first seen, with how often they ran
   */
  public Map<String, Integer> above(int limit) {
    Map<String, Integer> repeated = new LinkedHashMap<>(counts);
    repeated.values().removeIf(times -> times <= limit);
    return Collections.unmodifiableMap(repeated);
  }
}
