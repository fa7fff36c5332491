package dev.trestle.spi;

import java.time.Duration;
import java.util.List;

/**
 * How long answers and data are kept; see {@link dev.trestle.policy.Cached} and {@link
 * dev.trestle.CachedFunction}.
 *
 * @param fresh how long they are given as they are
 * @param stale how long after that, while a new one is made
 * @param tags what they are about
 */
public record Caching(Duration fresh, Duration stale, List<String> tags) {
  /** A year: until they are invalidated. */
  private static final long LONGEST = 31_536_000;

  /**
   * Copies the tags.
   *
   * @param fresh at least zero
   * @param stale at least zero
   * @param tags as above
   */
  public Caching {
    if (fresh.isNegative() || stale.isNegative()) {
      throw new IllegalArgumentException("Cached for " + fresh + ", then " + stale);
    }
    tags = List.copyOf(tags);
  }

  /**
   * As the annotation says it.
   *
   * @param seconds fresh; -1 until invalidated
   * @param staleSeconds afterwards; -1 for the rest of a year
   * @param tags what they are about
   * @return the rule
   */
  public static Caching of(long seconds, long staleSeconds, String... tags) {
    long fresh = seconds < 0 ? LONGEST : seconds;
    long stale = staleSeconds < 0 ? LONGEST - fresh : staleSeconds;
    return new Caching(Duration.ofSeconds(fresh), Duration.ofSeconds(stale), List.of(tags));
  }
}
