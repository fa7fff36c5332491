package dev.trestle.internal.admission;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of an overload, which is from the first who is refused until nobody was for a second and
 * the queue is half empty: once when it begins, once when it is over. Guarded by its admission.
 */
final class OverloadReport {
  private static final Logger LOG = LoggerFactory.getLogger("dev.trestle");
  private static final Line NOTHING = () -> {};
  private static final long QUIET = Duration.ofSeconds(1).toNanos();

  private final Optional<String> replica;
  private final Supplier<String> longest;
  private boolean underWay;
  private long began;
  private long last;
  private long refused;
  private long expired;

  /**
   * @param replica that the connections lead to; empty for the primary
   * @param longest who has had a connection for the longest, in words
   */
  OverloadReport(Optional<String> replica, Supplier<String> longest) {
    this.replica = replica;
    this.longest = longest;
  }

  /** What is to be logged, once no lock is held. */
  @FunctionalInterface
  interface Line {
    void log();
  }

  boolean isUnderWay() {
    return underWay;
  }

  /** Somebody was not let into the queue. */
  Line refused(int connections, int waiting, long oldest, QueueLimits limits) {
    refused++;
    return hit(connections, waiting, oldest, limits);
  }

  /** Some have waited for too long. */
  Line expired(int count, int connections, int waiting, long oldest, QueueLimits limits) {
    expired += count;
    return hit(connections, waiting, oldest, limits);
  }

  private Line hit(int connections, int waiting, long oldest, QueueLimits limits) {
    last = System.nanoTime();
    if (underWay) {
      return NOTHING;
    }
    underWay = true;
    began = last;
    int most = limits.queue(connections);
    return () ->
        LOG.warn(
            "Overload: all {} connections{} are out and {} wait for one, the first for {} ms; at most"
                + " {} may, for {} ms (POOL_QUEUE, POOL_TIMEOUT_MS), and others are answered 503; out for the"
                + " longest: {}",
            connections,
            replica.map(" to replica "::concat).orElse(""),
            waiting,
            Duration.ofNanos(oldest).toMillis(),
            most,
            limits.longestWait().toMillis(),
            longest.get());
  }

  /**
   * Looks whether it is over.
   *
   * @param calm whether few wait
   */
  Line look(long now, boolean calm) {
    if (!underWay || !calm || now - last < QUIET) {
      return NOTHING;
    }
    underWay = false;
    long millis = Duration.ofNanos(last - began).toMillis();
    long atOnce = refused;
    long late = expired;
    refused = 0;
    expired = 0;
    return () ->
        LOG.warn(
            "The overload{} is over; in {} ms {} were refused at once and {} after waiting",
            replica.map(" of replica "::concat).orElse(""),
            millis,
            atOnce,
            late);
  }
}
