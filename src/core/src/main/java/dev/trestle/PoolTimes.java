package dev.trestle;

import dev.trestle.internal.setting.Range;
import java.time.Duration;

/**
 * How long connections of an application's pool are waited for, and live. Immutable; each is in
 * whole milliseconds.
 *
 * @param timeout how long a request waits for a connection, 250 ms to an hour, zero for as long as
 *     it takes; who gets none in time is answered with 503 and {@code Retry-After}
 * @param maxLifetime after which a connection is replaced once it is back, 30 seconds to a day,
 *     zero for never; less than what the server or a balancer in front of it allows
 * @param keepalive after which an idle connection is tried, so that nobody on the way forgets it,
 *     30 seconds to a day and less than its lifetime, zero for never
 * @param validation that a connection has to show that it is alive, 250 ms to a minute; no longer
 *     than {@code timeout} in any case
 * @param leak after which a connection that is still out is a warning with the route and the id of
 *     the request that has it, and another with the stack of who took it, 2 seconds to a day and no
 *     longer than its lifetime; zero for never. Streams and long transactions are no leaks
 */
public record PoolTimes(
    Duration timeout,
    Duration maxLifetime,
    Duration keepalive,
    Duration validation,
    Duration leak) {

  static final Range TIMEOUT = new Range(250, 3_600_000, true);
  static final Range LIFETIME = new Range(30_000, 86_400_000, true);
  static final Range KEEPALIVE = new Range(30_000, 86_400_000, true);
  static final Range VALIDATION = new Range(250, 60_000);
  static final Range LEAK = new Range(2_000, 86_400_000, true);

  /**
   * Checks all of them.
   *
   * @throws IllegalArgumentException if one is out of its range, or longer than its lifetime
   */
  public PoolTimes {
    check("timeout", timeout, TIMEOUT);
    check("maxLifetime", maxLifetime, LIFETIME);
    check("keepalive", keepalive, KEEPALIVE);
    check("validation", validation, VALIDATION);
    check("leak", leak, LEAK);
    if (!endsBefore(keepalive, maxLifetime)) {
      throw new IllegalArgumentException(
          "keepalive is " + keepalive + "; it must be less than maxLifetime, " + maxLifetime);
    }
    if (outlives(leak, maxLifetime)) {
      throw new IllegalArgumentException(
          "leak is " + leak + "; it must be no more than maxLifetime, " + maxLifetime);
    }
  }

  /**
   * Five seconds for a connection: long enough for a burst, and for one to be opened anew; short
   * enough that whoever asked still listens. Half an hour of life, two minutes between trials, a
   * second for one, and no warning of leaks.
   *
   * @return to be changed
   */
  public static PoolTimes defaults() {
    return new PoolTimes(
        Duration.ofSeconds(5),
        Duration.ofMinutes(30),
        Duration.ofMinutes(2),
        Duration.ofSeconds(1),
        Duration.ZERO);
  }

  /**
   * The defaults, with what an address says.
   *
   * @param url with {@link DatabaseUrl#poolTimeout} or without
   * @return to be changed
   */
  public static PoolTimes of(DatabaseUrl url) {
    return url.poolTimeout().map(defaults()::withTimeout).orElse(defaults());
  }

  /**
   * The same with another wait.
   *
   * @param longest see {@link #timeout}
   * @return new times
   * @throws IllegalArgumentException if it is out of its range
   */
  public PoolTimes withTimeout(Duration longest) {
    return new PoolTimes(longest, maxLifetime, keepalive, validation, leak);
  }

  /**
   * The same with another lifetime; trials that would come no sooner are left out.
   *
   * @param longest see {@link #maxLifetime}
   * @return new times
   * @throws IllegalArgumentException if it is out of its range, or less than {@link #leak}
   */
  public PoolTimes withMaxLifetime(Duration longest) {
    Duration trials = endsBefore(keepalive, longest) ? keepalive : Duration.ZERO;
    return new PoolTimes(timeout, longest, trials, validation, leak);
  }

  /**
   * The same with other trials of idle connections.
   *
   * @param idle see {@link #keepalive}
   * @return new times
   * @throws IllegalArgumentException if it is out of its range, or no less than the lifetime
   */
  public PoolTimes withKeepalive(Duration idle) {
    return new PoolTimes(timeout, maxLifetime, idle, validation, leak);
  }

  /**
   * The same with another time for a trial.
   *
   * @param longest see {@link #validation}
   * @return new times
   * @throws IllegalArgumentException if it is out of its range
   */
  public PoolTimes withValidation(Duration longest) {
    return new PoolTimes(timeout, maxLifetime, keepalive, longest, leak);
  }

  /**
   * The same with a warning of connections that are out for long.
   *
   * @param out see {@link #leak}
   * @return new times
   * @throws IllegalArgumentException if it is out of its range, or more than the lifetime
   */
  public PoolTimes withLeak(Duration out) {
    return new PoolTimes(timeout, maxLifetime, keepalive, validation, out);
  }

  static boolean endsBefore(Duration time, Duration lifetime) {
    return time.isZero() || lifetime.isZero() || time.compareTo(lifetime) < 0;
  }

  static boolean outlives(Duration time, Duration lifetime) {
    return !lifetime.isZero() && time.compareTo(lifetime) > 0;
  }

  private static void check(String name, Duration time, Range range) {
    // What is too long for a number of milliseconds is too long for any of these.
    boolean fits = Math.abs(time.getSeconds()) <= range.max() && range.has(time.toMillis());
    if (!fits) {
      throw new IllegalArgumentException(
          name + " is " + time + "; it must be " + range + " milliseconds");
    }
  }
}
