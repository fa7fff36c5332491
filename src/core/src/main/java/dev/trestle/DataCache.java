package dev.trestle;

/**
 * Reads what {@link CachedFunction}s have loaded, or has it loaded: a parameter of a function.
 *
 * <pre>{@code
 * public static Stats GET(UUID id, DataCache data) {
 *   return data.get(STATS, id);
 * }
 * }</pre>
 *
 * <p>A value is loaded once, however many ask for it at the same time, on a thread and a connection
 * of its own: who asks and goes away spoils nothing. When its seconds are over it is stale: it is
 * given once more while it is loaded anew behind it. What a load throws, all that wait for it get;
 * nothing is kept then, and the next call tries again.
 *
 * <p>In a {@link dev.trestle.policy.Cached} function, the answer hangs on the data that was read:
 * {@link Cache#revalidateTag} and {@link Cache#expireTag} of the data's tags hold for the answer
 * too, also while it is made, and it is kept no longer than the data. Data that is stale is waited
 * for there; only if it cannot be loaded is the answer made of the old, and stale from the
 * beginning.
 *
 * <p>Values are in the memory of this process, beside answers and within the same bound; each
 * counts as twice the length of its JSON. Safe for all threads.
 */
public interface DataCache {
  /**
   * The value for an argument.
   *
   * @param <A> the argument
   * @param <T> the value
   * @param function declared once, as a constant
   * @param argument with {@code equals} by what it says: a record, an enum, a {@code UUID}, a text
   *     or a list of those
   * @return the same for all that ask, so it must not be changed
   * @throws IllegalStateException on a thread that holds a connection of the request, because the
   *     load takes one of its own, and would not see what a transaction has written; in a load; if
   *     the value has no JSON
   * @throws IllegalArgumentException if the argument is an array, or compared by identity
   * @throws RuntimeException whatever the load throws
   */
  <A, T> T get(CachedFunction<A, T> function, A argument);

  /**
   * The value of a function without an argument.
   *
   * @param <T> the value
   * @param function declared once, as a constant
   * @return as above
   */
  <T> T get(CachedFunction<Void, T> function);
}
