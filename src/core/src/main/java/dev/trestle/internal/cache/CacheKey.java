package dev.trestle.internal.cache;

/**
 * What a value is told apart by.
 *
 * @param <V> the value
 */
public sealed interface CacheKey<V> permits AnswerKey, DataKey {
  /** In bytes. */
  int weight();
}
