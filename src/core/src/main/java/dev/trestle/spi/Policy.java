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
 * @param cors who else may read the answer
 * @param rate how often it may be asked
 * @param platform whether it runs on a platform thread
 * @param caching how long answers are kept
 * @param transaction that it runs in
 */
public record Policy(
    Optional<Duration> timeout,
    OptionalLong bodyLimit,
    Optional<CrossOrigin> cors,
    Optional<Rate> rate,
    boolean platform,
    Optional<Caching> caching,
    Optional<Transacting> transaction) {
  private static final Policy NONE =
      new Policy(
          Optional.empty(),
          OptionalLong.empty(),
          Optional.empty(),
          Optional.empty(),
          false,
          Optional.empty(),
          Optional.empty());

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
    return new Policy(Optional.of(longest), bodyLimit, cors, rate, platform, caching, transaction);
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
    return new Policy(timeout, OptionalLong.of(bytes), cors, rate, platform, caching, transaction);
  }

  /**
   * With other origins that may read the answer.
   *
   * @param origins which, and how
   * @return a new policy
   */
  public Policy withCors(CrossOrigin origins) {
    return new Policy(
        timeout, bodyLimit, Optional.of(origins), rate, platform, caching, transaction);
  }

  /**
   * With a limit of requests.
   *
   * @param limit how many in what time
   * @return a new policy
   */
  public Policy withRate(Rate limit) {
    return new Policy(timeout, bodyLimit, cors, Optional.of(limit), platform, caching, transaction);
  }

  /**
   * On platform threads or not.
   *
   * @param yes whether the function runs on one
   * @return a new policy
   */
  public Policy withPlatformThread(boolean yes) {
    return new Policy(timeout, bodyLimit, cors, rate, yes, caching, transaction);
  }

  /**
   * With answers that are kept.
   *
   * @param rule how long
   * @return a new policy
   */
  public Policy withCaching(Caching rule) {
    return new Policy(timeout, bodyLimit, cors, rate, platform, Optional.of(rule), transaction);
  }

  /**
   * With answers that are not kept.
   *
   * @return a new policy
   */
  public Policy withoutCaching() {
    return new Policy(timeout, bodyLimit, cors, rate, platform, Optional.empty(), transaction);
  }

  /**
   * In a transaction.
   *
   * @param how it begins, and is tried again
   * @return a new policy
   */
  public Policy withTransaction(Transacting how) {
    return new Policy(timeout, bodyLimit, cors, rate, platform, caching, Optional.of(how));
  }

  /**
   * In no transaction.
   *
   * @return a new policy
   */
  public Policy withoutTransaction() {
    return new Policy(timeout, bodyLimit, cors, rate, platform, caching, Optional.empty());
  }
}
