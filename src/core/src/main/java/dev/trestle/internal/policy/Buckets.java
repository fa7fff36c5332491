package dev.trestle.internal.policy;

import dev.trestle.spi.Rate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The counts of one rate by key, in bounded memory: of each key the moment at which all its
 * requests have come back (the generic cell rate algorithm). Beyond the capacity the key that was
 * seen longest ago is forgotten, and begins anew. Safe for all threads.
 */
final class Buckets {
  private static final int STRIPES = 16;

  private final long window;
  private final long interval;
  private final List<Map<Object, Long>> stripes = new ArrayList<>();

  Buckets(Rate rate, int capacity) {
    this.window = rate.time().toNanos();
    this.interval = Math.max(1, window / rate.requests());
    for (int i = 0; i < STRIPES; i++) {
      stripes.add(new Recent(Math.max(1, capacity / STRIPES)));
    }
  }

  /**
   * What a request finds.
   *
   * @param allowed whether it may go on
   * @param remaining how many more may come at once
   * @param nanos until one more may come if refused, until all have come back if allowed
   */
  record Outcome(boolean allowed, long remaining, long nanos) {}

  /** Takes one request of a key at a moment, if it may come. */
  Outcome take(Object key, long now) {
    int hash = key.hashCode();
    Map<Object, Long> stripe = stripes.get((hash ^ hash >>> 16) & (STRIPES - 1));
    synchronized (stripe) {
      long before = Math.max(now, stripe.getOrDefault(key, now));
      long after = before + interval;
      if (after - now > window) {
        return new Outcome(false, 0, after - now - window);
      }
      stripe.put(key, after);
      return new Outcome(true, (window - (after - now)) / interval, after - now);
    }
  }

  int size() {
    return stripes.stream().mapToInt(Map::size).sum();
  }

  private static final class Recent extends LinkedHashMap<Object, Long> {
    private static final long serialVersionUID = 1L;

    private final int capacity;

    Recent(int capacity) {
      super(16, 0.75f, true);
      this.capacity = capacity;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<Object, Long> eldest) {
      return size() > capacity;
    }
  }
}
