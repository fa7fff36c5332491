package dev.trestle.policy;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Which pages of other origins may read the answers, in a browser: {@code @Cors(origins =
 * "https://app.example")}. Without it none may. This is all there is to write: the preflight is
 * answered, every answer says who may read it, errors too, and {@code Vary: Origin} keeps caches
 * from mixing them up.
 *
 * <p>A preflight is {@code OPTIONS} with {@code Origin} and {@code Access-Control-Request-Method};
 * it is answered with 204, before anything of the application runs, by what holds for the function
 * of that method. Where a route has its own {@code OPTIONS} function, that answers.
 *
 * <p>It protects nothing from who is no browser: a guard does that.
 *
 * <p>On a function, a {@code Route} or a package with all below it; the innermost counts.
 */
@Documented
@Target({ElementType.METHOD, ElementType.TYPE, ElementType.PACKAGE})
@Retention(RetentionPolicy.CLASS)
public @interface Cors {
  /**
   * The origins, as browsers write them: scheme, host, and port unless it is the scheme's own.
   *
   * @return {@code "https://app.example"}; {@code "https://*.example.com"} for its subdomains of
   *     any depth, but not itself; {@code "null"} for pages without an origin; {@code "*"} alone
   *     for all; empty for none, to take back what a package around allows
   */
  String[] origins();

  /**
   * The headers that a page may send, beside those that it always may.
   *
   * @return names, any case; {@code "*"} alone for all
   */
  String[] headers() default "Content-Type";

  /**
   * The headers of the answer that a page may read, beside those that it always may.
   *
   * @return names, any case
   */
  String[] exposed() default {};

  /**
   * Whether cookies of the user are sent along, and answers to them may be read.
   *
   * @return true only with origins that are named
   */
  boolean credentials() default false;

  /**
   * How long a browser may keep the answer to a preflight.
   *
   * @return in seconds, 0 to 86,400
   */
  int maxAge() default 600;
}
