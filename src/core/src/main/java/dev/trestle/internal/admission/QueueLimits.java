package dev.trestle.internal.admission;

import java.time.Duration;
import java.util.OptionalInt;

/**
 * How many may wait for a connection, and for how long.
 *
 * @param said how many, if anybody said; zero for nobody
 * @param longestWait zero for as long as it takes
 */
public record QueueLimits(OptionalInt said, Duration longestWait) {
  /** What one connection is held for at most, for a full queue to be served in time. */
  private static final Duration USUAL_HOLD = Duration.ofMillis(100);

  /** How many may wait for so many connections. */
  int queue(int connections) {
    if (said.isPresent()) {
      return said.getAsInt();
    }
    long each = longestWait.dividedBy(USUAL_HOLD);
    return longestWait.isZero()
        ? Integer.MAX_VALUE
        : (int) Math.min(Integer.MAX_VALUE, Math.max(1, each) * connections);
  }
}
