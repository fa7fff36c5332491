package dev.trestle.policy;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How often a client may ask: {@code @RateLimit(requests = 5, seconds = 60)}. What is more is
 * answered with 429 and {@code Retry-After}, before any middleware runs. Every answer has {@code
 * RateLimit-Policy} and {@code RateLimit}, as the IETF's draft of 2025 writes them.
 *
 * <p>A client that was away may send all its requests at once; from then on they come back one by
 * one, evenly over the time. Requests to all that one annotation is about are counted together: on
 * a package, that is everything below it. Counts are kept in memory, by each process for itself, of
 * the 100,000 clients that were there last.
 *
 * <p>On a function, a {@code Route} or a package with all below it; the innermost counts.
 */
@Documented
@Target({ElementType.METHOD, ElementType.TYPE, ElementType.PACKAGE})
@Retention(RetentionPolicy.CLASS)
public @interface RateLimit {
  /** Whose requests are counted together. */
  enum By {
    /** Each client's, by its address; of IPv6 by the first 64 bits, which one client owns. */
    CLIENT,
    /** Everybody's. */
    ALL
  }

  /**
   * The most requests in that time.
   *
   * @return 1 to 1,000,000
   */
  int requests();

  /**
   * The time.
   *
   * @return in seconds, 1 to 86,400
   */
  int seconds();

  /**
   * Whose requests.
   *
   * @return each client's unless set
   */
  By by() default By.CLIENT;
}
