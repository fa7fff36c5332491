package dev.trestle.internal.cache;

import dev.trestle.spi.Caching;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The kept data that something has been made of: it is about the same, and is kept no longer. Safe
 * for all threads.
 */
final class Sources {
  private final Set<String> tags = new HashSet<>();
  private Instant freshUntil = Instant.MAX;
  private Instant goodUntil = Instant.MAX;

  /** Data of these tags is about to be read. */
  synchronized void announce(List<String> more) {
    tags.addAll(more);
  }

  synchronized boolean hasTag(String tag) {
    return tags.contains(tag);
  }

  synchronized void add(Entry<?> read) {
    freshUntil = earlier(freshUntil, read.freshUntil());
    goodUntil = earlier(goodUntil, read.goodUntil());
  }

  /** The rule, for what is made now. */
  synchronized Caching limit(Caching rule, Instant now) {
    if (tags.isEmpty() && freshUntil.equals(Instant.MAX)) {
      return rule;
    }
    Instant fresh = now.plus(rule.fresh());
    Duration freshFor = until(now, earlier(fresh, freshUntil));
    Duration goodFor = until(now, earlier(fresh.plus(rule.stale()), goodUntil));
    List<String> all = new ArrayList<>(rule.tags());
    tags.stream().filter(tag -> !all.contains(tag)).sorted().forEach(all::add);
    Duration stale = goodFor.minus(freshFor);
    return new Caching(freshFor, stale.isNegative() ? Duration.ZERO : stale, all);
  }

  private static Duration until(Instant now, Instant end) {
    return end.isAfter(now) ? Duration.between(now, end) : Duration.ZERO;
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
