package dev.trestle.cache;

import com.github.benmanes.caffeine.cache.Caffeine;
import dev.trestle.spi.CacheStore;
import java.util.concurrent.ConcurrentMap;
import java.util.function.ToIntFunction;

/**
 * Keeps cached answers in the heap, with Caffeine: {@code Trestle.of(new
 * Routes()).cache(CaffeineStore.ofBytes(64 << 20))}. What is used least goes first.
 */
public final class CaffeineStore implements CacheStore {
  private final long bytes;

  private CaffeineStore(long bytes) {
    this.bytes = bytes;
  }

  /**
   * A store.
   *
   * @param bytes the most that answers may take, their headers and keys included; an answer that
   *     takes more by itself is not kept
   * @return to be given to one application or more: each has as much
   * @throws IllegalArgumentException if it is not positive
   */
  public static CaffeineStore ofBytes(long bytes) {
    if (bytes <= 0) {
      throw new IllegalArgumentException(
          "The cache has " + bytes + " bytes; give it some, like 64 << 20 for 64 MiB");
    }
    return new CaffeineStore(bytes);
  }

  @Override
  public <K, V> ConcurrentMap<K, V> open(ToIntFunction<V> weight) {
    return Caffeine.newBuilder()
        .executor(Runnable::run) // The bound holds once a value was put, not some time later.
        .maximumWeight(bytes)
        .weigher((K key, V value) -> weight.applyAsInt(value))
        .<K, V>build()
        .asMap();
  }
}
