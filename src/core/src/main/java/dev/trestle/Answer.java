package dev.trestle;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * An answer that the signature of a function does not tell, for the API's description and for
 * clients made from it; it changes nothing of what is answered:
 *
 * <pre>{@code
 * @Answer(status = 201, body = User.class)
 * @Answer(status = 402, description = "All places are taken.")
 * public static Response POST(DSLContext db, NewUser user)
 * }</pre>
 *
 * <p>Needed for what a {@link Response} holds, for headers and cookies that are set, and for errors
 * that a function throws by itself. What follows from the types is known without: the 200 of a
 * function that returns a value, the 404 of an empty {@code Optional} and of a URL with a variable,
 * the 204 of {@code void}, and the errors of what is read, of the database and of the annotations
 * of {@code dev.trestle.policy}.
 *
 * <p>On a function of a {@code Route}, or on a method of a {@code Middleware}, for all functions
 * that it wraps. What contradicts the signature, is said twice or cannot be does not compile.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.CLASS)
@Repeatable(Answer.All.class)
public @interface Answer {
  /**
   * The status.
   *
   * @return 200 to 599
   */
  int status() default 200;

  /**
   * What the body is, or what it may be, if there are several. An array is a list: {@code
   * User[].class}. Of lines, rows or events it is one of these.
   *
   * @return none unless set: an error then has the body of errors, any other answer a body of
   *     {@link #type} without structure, or none
   */
  Class<?>[] body() default {};

  /**
   * The media type of the body, like {@code text/csv} or, of files, {@code image/*}; one status may
   * have several, each with an annotation of its own.
   *
   * @return empty for JSON where there is a {@link #body}, and for no body elsewhere
   */
  String type() default "";

  /**
   * Headers that the answer has or may have, each by its name, or with what it tells people behind
   * a colon: {@code "Location"}, {@code "Idempotent-Replayed: true if it was answered before"}. A
   * cookie is {@code "Set-Cookie"}. What follows from annotations of {@code dev.trestle.policy} and
   * from statuses ({@code ETag} of what can be a 304) is known without, as is what all answers
   * have, {@code X-Request-Id}.
   *
   * @return none unless set
   */
  String[] headers() default {};

  /**
   * When it is answered, for people.
   *
   * @return a sentence; unless set, what the status means
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
    Answer[] value();
  }
}
