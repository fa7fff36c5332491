package dev.trestle;

/**
 * Makes an end of the answers that {@link dev.trestle.policy.Cached} keeps, and of the data that
 * {@link CachedFunction}s have loaded, for a function that changes what they are made of:
 *
 * <pre>{@code
 * public static Post POST(NewPost post, DSLContext db, Cache cache) {
 *   cache.revalidateTag("posts");
 *   return …;
 * }
 * }</pre>
 *
 * <p>All of it takes place when the function has returned, before its answer is sent, and not at
 * all if it throws an error; in a task {@link After} the answer, at once. What is said within a
 * transaction of the function's {@code DSLContext}, on its thread, takes place with the commit,
 * whatever the function does then, and not if that is rolled back. An answer that is being made
 * meanwhile is not kept. Holds for this process: others keep theirs until their seconds are over.
 */
public interface Cache {
  /**
   * The next request for an answer or data with this tag gets the old one and starts a refresh.
   *
   * @param tag as in {@code @Cached} or {@link CachedFunction#tags}; an unknown one does nothing
   */
  void revalidateTag(String tag);

  /**
   * The next request for an answer or data with this tag waits for a new one.
   *
   * @param tag as in {@code @Cached}; an unknown one does nothing
   */
  void expireTag(String tag);

  /**
   * The next request for this path waits for a new answer, whatever its query string. Data is not
   * touched, which has no path.
   *
   * @param path {@code /api/posts/7}, in any spelling; an unknown one does nothing
   */
  void expirePath(String path);

  /**
   * As {@link #expirePath}, for all paths below one and itself.
   *
   * @param path {@code /api/posts}; {@code /} for everything
   */
  void expireBelow(String path);

  /**
   * As {@link #expirePath}, for all paths of a route.
   *
   * @param template {@code /api/posts/{id}}
   */
  void expireRoute(String template);
}
