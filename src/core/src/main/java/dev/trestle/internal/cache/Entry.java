package dev.trestle.internal.cache;

import dev.trestle.spi.Caching;
import java.time.Duration;
import java.time.Instant;

/**
 * A value that is kept.
 *
 * @param <V> the value
 * @param value itself
 * @param rule that it is kept by
 * @param made when
 * @param freshUntil when it becomes stale
 * @param goodUntil when it is of no use any more
 * @param weight in bytes
 */
public record Entry<V>(
    V value, Caching rule, Instant made, Instant freshUntil, Instant goodUntil, int weight) {
  private static final int OBJECT = 256;

  static <V> Entry<V> of(CacheKey<V> key, Made<V> made, Instant now) {
    Instant fresh = now.plus(made.rule().fresh());
    Instant good = fresh.plus(made.rule().stale());
    int weight = (int) Math.min(Integer.MAX_VALUE, (long) OBJECT + key.weight() + made.weight());
    return new Entry<>(made.value(), made.rule(), now, fresh, good, weight);
  }

  boolean isFresh(Instant now) {
    return now.isBefore(freshUntil);
  }

  boolean isGood(Instant now) {
    return now.isBefore(goodUntil);
  }

  boolean hasTag(String tag) {
    return rule.tags().contains(tag);
  }

  /** The same, to be refreshed when it is asked for next. */
  Entry<V> stale(Instant now) {
    return isFresh(now) ? new Entry<>(value, rule, made, now, goodUntil, weight) : this;
  }

  long ageSeconds(Instant now) {
    return Math.max(0, Duration.between(made, now).toSeconds());
  }
}
