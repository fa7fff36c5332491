package dev.trestle;

import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** What another thread, or another process, brings about. */
public final class Condition {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Duration PAUSE = Duration.ofMillis(1);

  private Condition() {}

  /** Returns once it holds; fails after a minute in which it did not. */
  public static void await(BooleanSupplier condition) {
    long began = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - began > PATIENCE.toNanos()) {
        fail("It has not come about within %s.", PATIENCE);
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }
}
