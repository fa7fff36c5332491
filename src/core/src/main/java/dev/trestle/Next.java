package dev.trestle;

/**
 * What a {@code Middleware} wraps: the middleware further in, and at last the function.
 *
 * <pre>{@code
 * public final class Middleware {
 *   public static Response around(Next next) throws Exception {
 *     return next.proceed().withDefaultHeader("X-Frame-Options", "DENY");
 *   }
 * }
 * }</pre>
 *
 * <p>A public final class {@code Middleware} in a package below the {@link AppRoot}, or in that
 * itself, counts for every function in that package and below it; outer packages wrap inner ones.
 * Its {@code public static Response around(Next, …)} runs around all of it. Each other public
 * static method provides a value: a function, or a middleware further in, takes it as a parameter
 * of exactly the type that the method returns. It runs once per request, within {@code around},
 * before anything further in, in the order of the source, whether somebody takes its value or not;
 * so it is also the guard, by throwing an {@link HttpError}. The innermost provider of a type
 * counts, and a provided record goes before a body of that type. All parameters are bound as those
 * of a function are; a body is asked of the {@link Request}, where it stays for the function.
 *
 * <p>Runs for what a function answers, {@code HEAD} by {@code GET} included, and for nothing else:
 * not for redirects to the right spelling, 404, 405 and the automatic {@code OPTIONS}.
 */
@FunctionalInterface
public interface Next {
  /**
   * Runs what is further in. Parameters of the function, its body among them, are read only now.
   *
   * @return the answer; a stream or rows in it are made once all middleware has returned
   * @throws Exception what the function or a middleware throws, an {@link HttpError} too; it passes
   *     through, and becomes the answer at the outside
   */
  Response proceed() throws Exception;
}
