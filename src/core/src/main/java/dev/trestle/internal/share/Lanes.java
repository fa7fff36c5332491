package dev.trestle.internal.share;

import dev.trestle.internal.work.Sweeper;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The lanes of one pool, which looks after those that somebody waits in: who waits for too long is
 * sent away. Safe for all threads.
 */
final class Lanes {
  /** Many times what short reads take: who waits longer is held up by something. */
  private static final Duration LONGEST_WAIT = Duration.ofMillis(200);

  private final Set<Lane<?>> waitedIn = ConcurrentHashMap.newKeySet();
  private final Sweeper sweeper = new Sweeper(waitedIn);
  private volatile long longestWait = LONGEST_WAIT.toNanos();

  void longestWait(Duration longest) {
    longestWait = longest.toNanos();
  }

  /** In nanoseconds. */
  long longestWait() {
    return longestWait;
  }

  void watch(Lane<?> lane) {
    waitedIn.add(lane);
    sweeper.wake();
  }

  void leave(Lane<?> lane) {
    waitedIn.remove(lane);
  }
}
