package dev.trestle;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A header or a cookie that a function reads of a {@link Request} or of {@link Cookies} by itself,
 * which its signature does not tell, for the API's description and for clients made from it; it
 * changes nothing of what is read:
 *
 * <pre>{@code
 * @Takes(header = "Idempotency-Key", description = "What is sent again under it happens once.")
 * public static Response POST(DSLContext db, Request request, Order order)
 * }</pre>
 *
 * <p>Not needed for what follows from an answer that is known: {@code If-None-Match} of a 304,
 * {@code Range} of a 206, {@code If-Match} of a 412 or 428.
 *
 * <p>On a function of a {@code Route}, or on a method of a {@code Middleware}, for all functions
 * that it wraps. On a method that takes neither a {@code Request} nor {@code Cookies}, or for a
 * header that OpenAPI describes in another way ({@code Accept}, {@code Content-Type}, {@code
 * Authorization}), it does not compile.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.CLASS)
@Repeatable(Takes.All.class)
public @interface Takes {
  /**
   * The name of a header.
   *
   * @return empty for a cookie
   */
  String header() default "";

  /**
   * The name of a cookie.
   *
   * @return empty for a header
   */
  String cookie() default "";

  /**
   * Whether a request without it is refused.
   *
   * @return false unless set
   */
  boolean required() default false;

  /**
   * What it is for, for people; an example in it is described as one, {@code e.g. `x`}.
   *
   * @return a sentence; empty unless set
   */
  String description() default "";

  /** What the compiler makes of several. */
  @Documented
  @Target(ElementType.METHOD)
  @Retention(RetentionPolicy.CLASS)
  @interface All {
    /**
     * Each of them.
     *
     * @return in the order in which they are written
     */
    Takes[] value();
  }
}
