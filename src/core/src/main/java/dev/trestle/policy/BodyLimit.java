package dev.trestle.policy;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The longest body that is read, in place of {@link dev.trestle.HttpSettings#bodyLimit}:
 * {@code @BodyLimit(bytes = 10 << 20)} for 10 MiB. A longer one is answered with 413, as soon as
 * the client announces it or that much has been read.
 *
 * <p>On a function, a {@code Route} or a package with all below it; the innermost counts.
 */
@Documented
@Target({ElementType.METHOD, ElementType.TYPE, ElementType.PACKAGE})
@Retention(RetentionPolicy.CLASS)
public @interface BodyLimit {
  /**
   * The longest body.
   *
   * @return in bytes, at least 0: none at all
   */
  long bytes();
}
