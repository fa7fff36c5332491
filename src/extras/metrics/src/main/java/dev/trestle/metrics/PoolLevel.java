package dev.trestle.metrics;

import dev.trestle.PoolUse;
import java.time.Duration;
import java.util.Optional;

/** Whether a pool has been used too much for too long. Used by one thread. */
final class PoolLevel {
  private final double above;
  private final long after;
  private boolean raised;
  private boolean turning;
  private long since;

  /** What has changed. */
  enum Change {
    RAISED,
    OVER
  }

  PoolLevel(double above, Duration after) {
    this.above = above;
    this.after = after.toNanos();
  }

  /**
   * Takes the figures of a moment.
   *
   * @param now in nanoseconds, of any beginning
   * @return what they change, if they do
   */
  Optional<Change> at(PoolUse use, long now) {
    boolean high = use.active() > above * use.most();
    if (high == raised) {
      turning = false;
      return Optional.empty();
    }
    if (!turning) {
      turning = true;
      since = now;
    }
    if (now - since < after) {
      return Optional.empty();
    }
    turning = false;
    raised = high;
    return Optional.of(raised ? Change.RAISED : Change.OVER);
  }
}
