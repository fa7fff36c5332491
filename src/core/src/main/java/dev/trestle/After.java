package dev.trestle;

/**
 * What a request leaves to be done once nobody waits for it any more: a parameter of a function.
 *
 * <pre>{@code
 * public static Response POST(SignUp form, DSLContext db, After after) {
 *   User user = create(form, db);
 *   after.run(() -> welcome(user));
 *   return Response.seeOther("/welcome");
 * }
 * }</pre>
 *
 * <p>The tasks of a request run one after the other, in the order they were given, on a virtual
 * thread of their own. They begin when the function has returned and its answer has ended: after
 * the last byte, that of a stream too, or when the client has gone away; where the answer is kept
 * ({@link dev.trestle.policy.Cached}), when it has been made. If the function throws, none of them
 * runs, since what they speak of has not happened. A task that is left within a transaction of the
 * function's {@code DSLContext}, on its thread, is that transaction's: it runs if that commits,
 * whatever the function does then, and does not if it is rolled back.
 *
 * <p>A task may ask the {@link Request} and the {@link Cookies} of its function what the client
 * sent in its head: URL, query and headers. A body that was not read is gone by then, a stream of
 * it cannot be read on, and a cookie cannot be set any more. It may use the {@code DSLContext} that
 * its function was given, over connections of its own, and a {@link Cache}, whose changes take
 * place at once. What it throws is logged with the request's id, told to {@link
 * TrestleBuilder#onFailure}, and keeps no other task from running. {@link Trestle#close} waits for
 * tasks.
 *
 * <p>An interface with one method, so that a test can call a function with one of its own. Safe for
 * all threads.
 */
@FunctionalInterface
public interface After {
  /**
   * Leaves a task for later. A task may leave further ones, which run after it.
   *
   * @param task to be run once
   * @throws NullPointerException if there is none
   * @throws IllegalStateException if the request is over and its last task has run
   */
  void run(Task task);

  /** Something to be done. */
  @FunctionalInterface
  interface Task {
    /**
     * Does it.
     *
     * @throws Exception to be logged
     */
    void run() throws Exception;
  }
}
