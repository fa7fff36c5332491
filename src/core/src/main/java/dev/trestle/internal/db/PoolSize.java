package dev.trestle.internal.db;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * How many connections a pool has at most: what somebody said, or else this replica's share of what
 * the server gives.
 *
 * @param said of the pool, if anybody did
 * @param replicas with a pool of this size each, if anybody said
 */
public record PoolSize(OptionalInt said, OptionalInt replicas) {
  /** A database seldom does more at once, and its own share would be most of the server. */
  private static final int MOST = 20;

  /** While nobody says how many replicas there are, and behind a pooler, which does not tell. */
  private static final int USUAL = 10;

  /** The same with what else was said of it. */
  PoolSize withSaid(OptionalInt connections) {
    return new PoolSize(connections, replicas);
  }

  /** Until the server is asked: what is opened then is not too much for any. */
  int first() {
    return said.orElse(1);
  }

  /** Once the server was asked, and did not tell if there is nothing. */
  int of(Optional<ServerLimits> limits) {
    return said.orElseGet(() ->
        limits.map(it -> Math.min(share(it), replicas.isPresent() ? MOST : USUAL)).orElse(USUAL));
  }

  /** Why a server cannot give so many, and what to set; empty if it can. */
  Optional<String> excess(ServerLimits limits, String hosts) {
    int each = of(Optional.of(limits));
    long all = (long) each * replicas.orElse(1);
    return all <= limits.available()
        ? Optional.empty()
        : Optional.of(
            ("The pool has %d connections in each of %d replicas, %d in all, and PostgreSQL at %s"
                    + " gives %d (%s); set POOL_SIZE to %d, or raise that limit")
                .formatted(
                    each,
                    replicas.orElse(1),
                    all,
                    hosts,
                    limits.available(),
                    limits.reason(),
                    share(limits)));
  }

  /**
   * A fifth is left to others: to who listens, migrates and looks, and to the first replica of a
   * new version that comes before an old one goes.
   */
  private int share(ServerLimits limits) {
    return Math.max(1, limits.available() * 4 / 5 / replicas.orElse(1));
  }
}
