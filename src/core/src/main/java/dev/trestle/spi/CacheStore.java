package dev.trestle.spi;

import java.util.concurrent.ConcurrentMap;
import java.util.function.ToIntFunction;

/** Holds cached answers in memory, as many as it has room for. */
public interface CacheStore {
  /**
   * An empty map that drops what is used least once it weighs too much.
   *
   * @param <K> the keys
   * @param <V> the values
   * @param weight of a value, in bytes
   * @return safe for all threads
   */
  <K, V> ConcurrentMap<K, V> open(ToIntFunction<V> weight);
}
