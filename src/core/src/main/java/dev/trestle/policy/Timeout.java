package dev.trestle.policy;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How long a request may take until its answer begins: {@code @Timeout(seconds = 5)}. Exactly one
 * of the two units is given.
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
