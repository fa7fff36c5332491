package dev.trestle;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The URL segment of a package whose name Java cannot spell, written in its {@code
 * package-info.java}: {@code @Segment("hello.json")}, {@code @Segment(".well-known")}.
 *
 * <p>{@code @Segment("")} makes a group: a package that adds no segment.
 */
@Documented
@Target(ElementType.PACKAGE)
@Retention(RetentionPolicy.CLASS)
public @interface Segment {
  /**
   * The segment as a client writes it, decoded.
   *
   * @return one literal segment without {@code /}, or empty for a group
   */
  String value();
}
