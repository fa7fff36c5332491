package dev.trestle.migrate;

import dev.trestle.StartException;
import dev.trestle.internal.setting.Range;
import dev.trestle.internal.setting.Variables;
import java.time.Duration;
import java.util.Map;

/**
 * How long a migration waits for the lock of a table before it steps back. Whoever comes to that
 * table later, to read too, queues behind a migration that waits; so it waits for a moment only,
 * gives back what it holds, and tries again after a while.
 *
 * @param timeout how long each statement waits, 1 ms to an hour: PostgreSQL's {@code lock_timeout}.
 *     A file may set its own, {@code set local lock_timeout = '5s'}
 * @param attempts how often a file is run before it is given up, 1 to 1,000
 * @param pause before the second attempt, zero to an hour; twice as long before each further one,
 *     up to 15 seconds or this if that is more
 */
public record LockTimes(Duration timeout, int attempts, Duration pause) {
  private static final int HOUR = 3_600_000;
  private static final int MOST_ATTEMPTS = 1_000;
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

  /**
   * Checks them.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public LockTimes {
    if (timeout.toMillis() < 1 || timeout.toMillis() > HOUR) {
      throw new IllegalArgumentException("timeout is " + timeout + "; it must be 1 ms to an hour");
    }
    if (attempts < 1 || attempts > MOST_ATTEMPTS) {
      throw new IllegalArgumentException("attempts is " + attempts + "; it must be 1 to 1000");
    }
    if (pause.isNegative() || pause.toMillis() > HOUR) {
      throw new IllegalArgumentException("pause is " + pause + "; it must be zero to an hour");
    }
  }

  /**
   * A second for a lock, ten attempts, half a second before the second: a minute and a half in all.
   *
   * @return to be changed
   */
  public static LockTimes defaults() {
    return new LockTimes(Duration.ofSeconds(1), 10, Duration.ofMillis(500));
  }

  /**
   * Reads {@code MIGRATE_LOCK_TIMEOUT_MS} and {@code MIGRATE_LOCK_ATTEMPTS}; what is unset is as in
   * {@link #defaults}.
   *
   * @param variables usually {@link System#getenv()}
   * @return the times
   * @throws StartException if one is set to something it cannot be
   */
  public static LockTimes of(Map<String, String> variables) {
    LockTimes defaults = defaults();
    Variables all = new Variables(variables);
    int timeout =
        all.number("MIGRATE_LOCK_TIMEOUT_MS", new Range(1, HOUR))
            .orElse((int) defaults.timeout.toMillis());
    int attempts =
        all.number("MIGRATE_LOCK_ATTEMPTS", new Range(1, MOST_ATTEMPTS)).orElse(defaults.attempts);
    return new LockTimes(Duration.ofMillis(timeout), attempts, defaults.pause);
  }

  /** The pause after an attempt, which is counted from 1. */
  Duration pauseAfter(int attempt) {
    Duration longest = pause.compareTo(LONGEST_PAUSE) > 0 ? pause : LONGEST_PAUSE;
    Duration doubled = pause.multipliedBy(1L << Math.min(attempt - 1, 30));
    return doubled.compareTo(longest) > 0 ? longest : doubled;
  }
}
