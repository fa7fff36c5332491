package dev.trestle.internal.cache;

import dev.trestle.Response;
import dev.trestle.spi.Body;
import dev.trestle.spi.Caching;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * An answer that is kept.
 *
 * @param answer whole, its body in bytes
 * @param made when
 * @param freshUntil when it becomes stale
 * @param goodUntil when it is of no use any more
 * @param rule that it is kept by
 * @param weight in bytes
 */
record Entry(
    Answer answer, Instant made, Instant freshUntil, Instant goodUntil, Caching rule, int weight) {
  private static final int OBJECT = 256;

  static Entry of(CacheKey key, Answer answer, Instant now, Caching rule) {
    Instant fresh = now.plus(rule.fresh());
    int weight = OBJECT + key.weight() + weight(answer.response());
    return new Entry(answer, now, fresh, fresh.plus(rule.stale()), rule, weight);
  }

  private static int weight(Response response) {
    int weight = response.body() instanceof Body.Bytes bytes ? bytes.bytes().length : 0;
    for (Map.Entry<String, String> header : response.headers()) {
      weight += header.getKey().length() + header.getValue().length();
    }
    return weight;
  }

  boolean isFresh(Instant now) {
    return now.isBefore(freshUntil);
  }

  boolean isGood(Instant now) {
    return now.isBefore(goodUntil);
  }

  /** The same, to be refreshed when it is asked for next. */
  Entry stale(Instant now) {
    return isFresh(now) ? new Entry(answer, made, now, goodUntil, rule, weight) : this;
  }

  Response served(String state, Instant now) {
    long age = Math.max(0, Duration.between(made, now).toSeconds());
    return answer.response().withHeader("Age", Long.toString(age)).withHeader("X-Cache", state);
  }
}
