package dev.trestle.internal.cache;

import dev.trestle.RequestObservation;
import dev.trestle.spi.Caching;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How a value is made and kept.
 *
 * @param <V> the value
 * @param key what it is told apart by
 * @param rule that it is kept by
 * @param timeout until it has to be made
 * @param observation who follows the request that asks for it
 * @param maker makes it
 * @param unattended is told of what prevents it while nobody waits for it, as for a refresh
 */
public record Recipe<V>(
    CacheKey<V> key,
    Caching rule,
    Optional<Duration> timeout,
    RequestObservation observation,
    Maker<V> maker,
    Consumer<Throwable> unattended) {
  /**
   * Makes a value.
   *
   * @param <V> the value
   */
  @FunctionalInterface
  public interface Maker<V> {
    /**
     * Makes it, on a thread of its own.
     *
     * @param fill that it is made for
     * @throws Exception that those who wait get
     */
    Made<V> make(Fill<V> fill) throws Exception;
  }
}
