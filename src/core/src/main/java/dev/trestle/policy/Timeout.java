package dev.trestle.policy;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How long a request may take from its routing until its answer begins, reading the body and
 * waiting for a connection included: {@code @Timeout(seconds = 5)}. Exactly one of the two units is
 * given.
 *
 * <p>A request that takes longer is ended: its statement is cancelled, its thread is interrupted
 * where it waits for anything else, and it is answered with 503 and {@code Retry-After}. A function
 * that neither waits nor asks the database runs on, but its late answer is replaced. A stream has
 * to end in that time too; one that has begun is broken off. The making of an answer to be {@link
 * Cached} has that time for itself, whoever waits for it.
 *
 * <p>On a function, a {@code Route} or a package with all below it; the innermost counts.
 */
@Documented
@Target({ElementType.METHOD, ElementType.TYPE, ElementType.PACKAGE})
@Retention(RetentionPolicy.CLASS)
public @interface Timeout {
  /**
   * In seconds.
   *
   * @return 1 to 86,400
   */
  long seconds() default 0;

  /**
   * In milliseconds.
   *
   * @return 1 to 86,400,000
   */
  long millis() default 0;
}
