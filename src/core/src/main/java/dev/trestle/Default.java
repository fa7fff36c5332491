package dev.trestle;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The value of a query parameter that the client leaves out: {@code record Page(@Default("1") int
 * page)}. Without it a component is required, unless it is an {@code Optional} or a {@code List}.
 */
@Documented
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.CLASS)
public @interface Default {
  /**
   * The value as a client would write it; what does not parse is a compile error where the compiler
   * can tell.
   *
   * @return decoded text
   */
  String value();
}
