package dev.trestle.internal.share;

import dev.trestle.internal.work.RequestWork;
import dev.trestle.query.SharedLookups;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import org.jooq.Configuration;
import org.jooq.ConnectionProvider;

/**
 * An application's pool, over which its calls of shared lookups meet, and what came of it. It
 * travels in the data of the application's jOOQ configuration. Safe for all threads.
 */
public final class Sharing {
  private final ConnectionProvider pool;
  private final LongAdder calls = new LongAdder();
  private final LongAdder shared = new LongAdder();
  private final LongAdder statements = new LongAdder();
  private final LongAccumulator largest = new LongAccumulator(Math::max, 0);
  private final Lanes lanes = new Lanes();
  private volatile boolean enabled = true;

  private Sharing(ConnectionProvider pool) {
    this.pool = pool;
  }

  /** Lets the calls of a configuration, and of those derived from it, meet over its pool. */
  public static Sharing begin(Configuration configuration) {
    Sharing sharing = new Sharing(configuration.connectionProvider());
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
            && RequestWork.pool(configuration.connectionProvider()) == sharing.pool
            // Visit listeners may render differently every time.
            && configuration.visitListenerProviders().length == 0
        ? Optional.of(sharing)
        : Optional.empty();
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
    return new SharedLookups(calls.sum(), shared.sum(), statements.sum(), largest.intValue());
  }
}
