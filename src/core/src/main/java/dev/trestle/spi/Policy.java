package dev.trestle.spi;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What one function is held to, as the annotations of {@link dev.trestle.policy} say: data that
 * whatever carries the request interprets.
 *
 * @param timeout until the answer begins
 * @param bodyLimit the longest body in bytes; empty for the application's
 */
public record Policy(Optional<Duration> timeout, OptionalLong bodyLimit) {
  private static final Policy NONE = new Policy(Optional.empty(), OptionalLong.empty());

  /**
   * No annotation anywhere.
   *
   * @return to be completed by the {@code with} methods
   */
  public static Policy none() {
    return NONE;
  }

  /**
   * With a timeout.
   *
   * @param longest more than zero
   * @return a new policy
   */
  public Policy withTimeout(Duration longest) {
    if (!longest.isPositive()) {
      throw new IllegalArgumentException("timeout is " + longest + "; it must be positive");
    }
    return new Policy(Optional.of(longest), bodyLimit);
  }

  /**
   * With a limit of bodies.
   *
   * @param bytes at least 0
   * @return a new policy
   */
  public Policy withBodyLimit(long bytes) {
    if (bytes < 0) {
      throw new IllegalArgumentException("bodyLimit is " + bytes + "; it must be at least 0");
    }
    return new Policy(timeout, OptionalLong.of(bytes));
  }
}
