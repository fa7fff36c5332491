package dev.trestle.internal.share;

import dev.trestle.internal.work.RequestWork;
import dev.trestle.query.SharedLookups;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.jooq.Configuration;
import org.jooq.ConnectionProvider;

/**
 * An application's pool, over which its calls of shared lookups meet, and what came of it. It
 * travels in the data of the application's jOOQ configuration. Safe for all threads.
 */
public final class Sharing {
  private final ConnectionProvider pool;
  private final Map<ConnectionProvider, Sharing> replicas;
  private final LongAdder calls = new LongAdder();
  private final LongAdder shared = new LongAdder();
  private final LongAdder statements = new LongAdder();
  private final LongAccumulator largest = new LongAccumulator(Math::max, 0);
  private final Lanes lanes = new Lanes();
  private volatile boolean enabled = true;

  private Sharing(ConnectionProvider pool, Map<ConnectionProvider, Sharing> replicas) {
    this.pool = pool;
    this.replicas = replicas;
  }

  /**
   * Lets the calls of a configuration, and of those derived from it, meet over its pool.
   *
   * @param replicas where those meet that are read from: over each by itself
   */
  public static Sharing begin(Configuration configuration, List<ConnectionProvider> replicas) {
    Map<ConnectionProvider, Sharing> others =
        replicas.stream()
            .collect(Collectors.toUnmodifiableMap(it -> it, it -> new Sharing(it, Map.of())));
    Sharing sharing = new Sharing(configuration.connectionProvider(), others);
    configuration.data(Sharing.class, sharing);
    return sharing;
  }

  /** If not, each call goes alone, as if its lookup was not to be shared. */
  public void enable(boolean yes) {
    enabled = yes;
  }

  /** Where the calls of one lookup meet. */
  public <C> Lane<C> lane() {
    return new Lane<>(lanes);
  }

  /**
   * Sets for how long a call waits for others at most before it goes alone, 200 ms unless set. It
   * is looked at ten times a second.
   */
  public void longestWait(Duration longest) {
    lanes.longestWait(longest);
  }

  /**
   * Where calls of a configuration meet others; empty where its connections are not just the
   * pool's: in a transaction, or on a connection of somebody's own.
   */
  public static Optional<Sharing> of(Configuration configuration) {
    Sharing sharing = (Sharing) configuration.data(Sharing.class);
    return sharing != null
            && sharing.enabled
            // Visit listeners may render differently every time.
            && configuration.visitListenerProviders().length == 0
        ? Optional.ofNullable(sharing.over(RequestWork.pool(configuration.connectionProvider())))
        : Optional.empty();
  }

  private Sharing over(ConnectionProvider from) {
    return from == pool ? this : replicas.get(from);
  }

  /** Counts calls that one statement answered. */
  public void answered(int together) {
    statements.increment();
    calls.add(together);
    if (together > 1) {
      shared.add(together);
    }
    largest.accumulate(together);
  }

  /** Counts a statement whose calls were not answered by it. */
  public void failed() {
    statements.increment();
  }

  /** What has come of it so far. */
  public SharedLookups figures() {
    SharedLookups all =
        new SharedLookups(calls.sum(), shared.sum(), statements.sum(), largest.intValue());
    for (Sharing replica : replicas.values()) {
      SharedLookups more = replica.figures();
      all =
          new SharedLookups(
              all.calls() + more.calls(),
              all.shared() + more.shared(),
              all.statements() + more.statements(),
              Math.max(all.largest(), more.largest()));
    }
    return all;
  }
}
