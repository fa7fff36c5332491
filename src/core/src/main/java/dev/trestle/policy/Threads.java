package dev.trestle.policy;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On what thread a function and its middleware run. Virtual ones are right for what waits, for a
 * database or another service. What computes for long, or waits in native code, holds the thread
 * below a virtual one, and others cannot run: {@code @Threads(PLATFORM)} takes it to a pool of
 * platform threads, as many as there are processors, and at least two. More requests wait for their
 * turn. An interrupt reaches the function there too. Of a {@link Cached} function only the making
 * of an answer goes there: what is kept needs no turn.
 *
 * <p>On a function, a {@code Route} or a package with all below it; the innermost counts.
 */
@Documented
@Target({ElementType.METHOD, ElementType.TYPE, ElementType.PACKAGE})
@Retention(RetentionPolicy.CLASS)
public @interface Threads {
  /** A kind of thread. */
  enum Kind {
    /** One of its own for each request; what is used unless this annotation says otherwise. */
    VIRTUAL,
    /** One of a small pool. */
    PLATFORM
  }

  /**
   * The kind.
   *
   * @return of this function's thread
   */
  Kind value();
}
