package dev.trestle;

import java.util.List;
import java.util.Optional;

/**
 * The cookies of one request: what the client sent, and what the answer will set. A function and
 * the middleware around it that ask for it share one, so each sees what the others have set.
 *
 * <pre>{@code
 * public static Response POST(Login body, Cookies cookies) {
 *   cookies.set(Cookie.of("token", token).maxAge(Duration.ofDays(7)).sameSite(STRICT));
 *   return Response.seeOther("/welcome");
 * }
 * }</pre>
 *
 * <p>What is set goes out with an answer that is returned or thrown as a {@link Response}, behind
 * the answer's own {@code Set-Cookie}, which win where the names are the same; not with an error: a
 * login that fails leaves no token. What is set within a transaction of the function's {@code
 * DSLContext} is as it was before if that is rolled back. Belongs to the thread of the request.
 *
 * <p>Any header {@code Cookie} can be read: quotes around a value and percent escapes are undone,
 * what is malformed stays as it came, what has no name or no {@code =} is left out. Names are
 * compared exactly.
 */
public interface Cookies {
  /**
   * The value of a cookie: as set last in this request, else as the client sent it.
   *
   * @param name of the cookie
   * @return the first if the client sent several; empty if there is none, or it was deleted
   */
  Optional<String> get(String name);

  /**
   * All values of a cookie. A client sends several where there are some for different paths or
   * domains, those of the longest path first.
   *
   * @param name of the cookie
   * @return unmodifiable; once set or deleted in this request, one or none
   */
  List<String> getAll(String name);

  /**
   * The value of a signed cookie ({@link Cookie#signed}).
   *
   * @param name of the cookie
   * @param key what signs now
   * @param older keys that signed before and still count; leave one out to make all that it signed
   *     worthless
   * @return the first value that one of the keys has signed for a cookie of this name and that has
   *     not ended; empty if there is none
   */
  Optional<String> signed(String name, SigningKey key, SigningKey... older);

  /**
   * Whether there is a cookie.
   *
   * @param name of the cookie
   * @return false too if it was deleted in this request
   */
  boolean has(String name);

  /**
   * Sets a cookie, in place of one of the same name, path and domain that was set before.
   *
   * @param cookie what to set
   * @throws IllegalArgumentException if name and value, encoded and signed, exceed 4096 bytes,
   *     which browsers would drop
   * @throws IllegalStateException once the answer is made: in the writer of a stream, or in a task
   *     {@link After} the answer
   */
  void set(Cookie cookie);

  /**
   * Deletes the cookie that was set with the path {@code /} and no domain.
   *
   * @param name of the cookie
   */
  default void delete(String name) {
    delete(Cookie.of(name, ""));
  }

  /**
   * Deletes the cookie that was set with the path and the domain of this one.
   *
   * @param like of the same name, path and domain; its value does not matter
   */
  void delete(Cookie like);
}
