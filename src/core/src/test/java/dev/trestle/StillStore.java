package dev.trestle;

import dev.trestle.spi.CacheStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.ToIntFunction;

/** A store without a bound, whose time stands still until it is moved. */
final class StillStore implements CacheStore {
  private volatile Instant now = Instant.parse("2030-01-02T03:04:05Z");

  @Override
  public <K, V> ConcurrentMap<K, V> open(ToIntFunction<V> weight) {
    return new ConcurrentHashMap<>();
  }

  @Override
  public InstantSource clock() {
    return () -> now;
  }

  void pass(int seconds) {
    now = now.plusSeconds(seconds);
  }
}
