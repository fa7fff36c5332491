package dev.trestle.internal.admission;

import dev.trestle.internal.work.Sweeper;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of each connection that is out for long, once, by the request that has it, and of its
 * return. Looks while any is out. Safe for all threads.
 */
final class LeakWatch implements Sweeper.Swept {
  private static final Logger LOG = LoggerFactory.getLogger("dev.trestle");

  private final Outstanding outstanding;
  private final Duration longest;
  private final Set<LeakWatch> watched = ConcurrentHashMap.newKeySet();
  private final Sweeper sweeper = new Sweeper(watched);

  /**
   * @param longest that a connection is out without being told of
   */
  LeakWatch(Outstanding outstanding, Duration longest) {
    this.outstanding = outstanding;
    this.longest = longest;
  }

  /** One is out. */
  void taken() {
    if (watched.add(this)) {
      sweeper.wake();
    }
  }

  /** One is back. */
  static void returned(Taken taken) {
    if (taken.isTold()) {
      LOG.warn("{} has given its connection back after {} ms", taken.owner(), taken.millis());
    }
  }

  @Override
  public long look(long now) {
    List<Taken> out = outstanding.all();
    for (Taken taken : out) {
      boolean late = now - taken.since() >= longest.toNanos();
      if (late && !taken.isTold() && !taken.isClosed()) {
        taken.tell();
        LOG.warn(
            "{} has had a connection for {} ms (POOL_LEAK_MS is {}); {} are out",
            taken.owner(),
            taken.millis(),
            longest.toMillis(),
            out.size());
      }
    }
    if (out.isEmpty()) {
      watched.remove(this);
      if (!outstanding.all().isEmpty()) {
        taken(); // By who found it still watched.
      }
    }
    return Long.MAX_VALUE;
  }
}
