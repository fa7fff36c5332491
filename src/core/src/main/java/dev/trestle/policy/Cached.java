package dev.trestle.policy;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Keeps the answers of {@code GET} functions: {@code @Cached(seconds = 60, tags = "posts")}. Other
 * verbs of a class or package are not touched; {@code HEAD} is answered from what {@code GET} left.
 *
 * <p>A cached function takes nothing but a {@code DSLContext}, path variables, a {@code @Query}
 * record, {@link dev.trestle.DataCache} and {@link dev.trestle.After}; what the client can choose
 * of that is what its answers are told apart by: so no answer can hold what belongs to one client.
 * Anything else is a compile error. Middleware runs around it for each request, so a guard guards.
 *
 * <p>Kept are answers of 200 to 299 and redirects, and 404; never one that sets a cookie or is a
 * stream, which is refused with 500. An answer is made once, however many ask for it at the same
 * time, on a thread and connections of its own: a client that goes away spoils nothing. After its
 * seconds it is stale: the next request gets the old one and starts a refresh behind it. After
 * {@code staleSeconds} more the next request waits.
 *
 * <p>{@link Threads} and {@link Timeout} hold for the making. One that takes too long is cancelled,
 * in PostgreSQL too: who waits for it gets 503, nothing is kept, and the next request begins anew.
 * When the application stops, it has the time that requests have. What is left by {@code After} is
 * done each time an answer has been made, not each time it is given. A refresh that fails leaves
 * the old answer, and is told to {@link dev.trestle.TrestleBuilder#onFailure}.
 *
 * <p>An answer that is made of kept data has its tags too, and is kept no longer, whatever is said
 * here.
 *
 * <p>The answer has {@code Cache-Control: s-maxage=…, stale-while-revalidate=…} and an {@code ETag}
 * unless it brings its own, {@code Age}, and {@code X-Cache: HIT}, {@code STALE} or {@code MISS}.
 * See {@link dev.trestle.Cache} to make an end of what is kept.
 */
@Documented
@Target({ElementType.METHOD, ElementType.TYPE, ElementType.PACKAGE})
@Retention(RetentionPolicy.CLASS)
public @interface Cached {
  /**
   * How long an answer is fresh.
   *
   * @return 1 to 31,536,000; unless set until it is invalidated; 0 for not cached after all
   */
  long seconds() default -1;

  /**
   * How long a stale answer may still be given while a new one is made.
   *
   * @return 0 to 31,536,000; unless set a year, less {@link #seconds}
   */
  long staleSeconds() default -1;

  /**
   * What the answers are about.
   *
   * @return names for {@link dev.trestle.Cache#revalidateTag}
   */
  String[] tags() default {};
}
