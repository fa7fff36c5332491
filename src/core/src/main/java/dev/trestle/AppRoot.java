package dev.trestle;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a package the URL {@code /}: each package below it is a segment, each {@code Route} class
 * in them answers at that URL. Written in the package's {@code package-info.java}.
 *
 * <p>The annotation processor generates a class {@code Routes} into the package; hand it to {@link
 * Trestle#of}. One root must not lie below another.
 *
 * <table>
 *   <caption>How a package name becomes a segment</caption>
 *   <tr><th>package</th><th>segment</th></tr>
 *   <tr><td>{@code users}</td><td>{@code users}</td></tr>
 *   <tr><td>{@code top_authors}</td><td>{@code top-authors}</td></tr>
 *   <tr><td>{@code public_}</td><td>{@code public}, for Java's keywords</td></tr>
 *   <tr><td>{@code _id}</td><td>any one segment, as {@code id}</td></tr>
 *   <tr><td>{@code __rest}</td><td>one segment or more, as {@code rest}</td></tr>
 *   <tr><td>{@code ___rest}</td><td>no segment or more, as {@code rest}</td></tr>
 *   <tr><td>anything else</td><td>{@link Segment}</td></tr>
 * </table>
 */
@Documented
@Target(ElementType.PACKAGE)
@Retention(RetentionPolicy.CLASS)
public @interface AppRoot {
  /**
   * What the application gives to functions and middleware, as parameters of exactly these types:
   * clients, stores, settings. Each is given by {@link TrestleBuilder#provide} before the start.
   *
   * @return public classes or interfaces without type parameters
   */
  Class<?>[] provides() default {};
}
