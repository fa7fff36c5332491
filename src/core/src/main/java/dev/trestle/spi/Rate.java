package dev.trestle.spi;

import java.time.Duration;

/**
 * How often something may be asked, as {@link dev.trestle.policy.RateLimit} says.
 *
 * @param place where the annotation stands: requests are counted together by place
 * @param requests in any such time
 * @param time in which they may come
 * @param byClient whether each client has its own count
 */
public record Rate(String place, int requests, Duration time, boolean byClient) {
  /**
   * Checks the values.
   *
   * @param place as above
   * @param requests at least 1
   * @param time more than zero
   * @param byClient as above
   */
  public Rate {
    if (requests < 1 || !time.isPositive()) {
      throw new IllegalArgumentException(
          "rate is " + requests + " in " + time + "; both must be positive");
    }
  }
}
