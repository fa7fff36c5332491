package dev.trestle.migrate;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A statement that did not get its lock. */
final class Locked {
  private Locked() {}

  /** Whether it is worth another attempt. */
  static boolean is(Throwable failure) {
    String state = Failures.state(failure);
    return state.equals(Failures.LOCK_NOT_AVAILABLE) || state.equals(Failures.DEADLOCK);
  }

  /** Tells of it and waits for a while, longer each time. */
  static void pause(
      MigrationListener listener, LockTimes locks, MigrationListener.Step step, int attempt) {
    Duration pause = locks.pauseAfter(attempt);
    listener.locked(step, attempt, locks.attempts(), pause);
    try {
      TimeUnit.NANOSECONDS.sleep(pause.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MigrationException(
          step.file() + " was interrupted while it waited for a lock; run again.", e);
    }
  }
}
