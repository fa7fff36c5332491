package dev.trestle.internal.cache;

/**
 * What is given to one who asked.
 *
 * @param <V> the value
 * @param entry with the value
 * @param state whether it was there
 * @param ageSeconds since it was made
 */
public record Found<V>(Entry<V> entry, State state, long ageSeconds) {
  /** Whether a value was there. */
  public enum State {
    HIT,
    /** It was, and a new one is being made. */
    STALE,
    /** It was made just now. */
    MISS
  }
}
