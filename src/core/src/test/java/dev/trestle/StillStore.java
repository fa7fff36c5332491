package dev.trestle;

import dev.trestle.spi.CacheStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.ToIntFunction;

/** A store without a bound, and a time that stands still until it is moved. */
final class StillStore implements CacheStore, InstantSource {
  private volatile Instant now = Instant.parse("2030-01-02T03:04:05Z");

  @Override
  public <K, V> ConcurrentMap<K, V> open(ToIntFunction<V> weight) {
    return new ConcurrentHashMap<>();
  }

  @Override
  public Instant instant() {
    return now;
  }

  /** The application with this store and this time. */
  TrestleBuilder in(TrestleBuilder app) {
    return app.cache(this).clock(this);
  }

  void pass(int seconds) {
    now = now.plusSeconds(seconds);
  }
}
