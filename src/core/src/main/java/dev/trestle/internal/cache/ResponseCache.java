package dev.trestle.internal.cache;

import dev.trestle.Response;
import dev.trestle.StartException;
import dev.trestle.internal.flight.Flight;
import dev.trestle.internal.flight.Flights;
import dev.trestle.spi.CacheStore;
import dev.trestle.spi.Caching;
import dev.trestle.spi.RouteDefinition;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiPredicate;
import java.util.function.Consumer;

/**
 * Keeps answers, and makes each once at a time. A fill runs on a thread and in a flight of its own,
 * so that it does not end with the request that began it, but when its time is over or the server
 * stops. What is invalidated while it runs is told to the fill, which then keeps nothing, and is
 * asked no more.
 */
public final class ResponseCache {
  private final ConcurrentMap<CacheKey, Entry> entries;
  private final Map<CacheKey, Fill> fills = new HashMap<>();
  private final InstantSource clock;
  private final Flights flights;

  /**
   * The cache of these routes.
   *
   * @param store where answers are kept
   * @param flights that those which are being made belong to
   * @throws StartException if there is none, and a route wants one
   */
  public static Optional<ResponseCache> of(
      Optional<CacheStore> store, List<RouteDefinition> routes, Flights flights) {
    for (RouteDefinition route : routes) {
      boolean cached = route.policies().values().stream().anyMatch(p -> p.caching().isPresent());
      if (cached && store.isEmpty()) {
        throw new StartException(
            route.source()
                + " is @Cached, but there is nowhere to keep its answers: add the module"
                + " trestle-cache, and .cache(CaffeineStore.ofBytes(64 << 20)) to the builder.");
      }
    }
    return store.map(room -> new ResponseCache(room, flights));
  }

  private ResponseCache(CacheStore store, Flights flights) {
    this.flights = flights;
    this.entries = store.open(Entry::weight);
    this.clock = store.clock();
  }

  /** Some answers: those of a key and a rule. */
  public interface Some extends BiPredicate<CacheKey, Caching> {}

  /**
   * The answer that is kept, or a new one.
   *
   * @param rule that a new one is kept by
   * @param timeout until a new one has to be made
   * @param maker makes it, on another thread
   * @param unattended is told of what prevents it while nobody waits for it, as for a refresh
   * @throws Exception what the maker has thrown
   */
  public Served get(
      CacheKey key,
      Caching rule,
      Optional<Duration> timeout,
      Maker maker,
      Consumer<Throwable> unattended)
      throws Exception {
    Optional<Served> kept = kept(key);
    if (kept.isPresent() && !kept.get().isStale()) {
      return kept.get();
    }
    Fill fill;
    synchronized (this) {
      kept = kept(key); // It may have been made meanwhile.
      if (kept.isPresent() && !kept.get().isStale()) {
        return kept.get();
      }
      fill = fill(key, rule, timeout, maker, unattended);
      if (kept.isPresent()) {
        return kept.get();
      }
      fill.join();
    }
    Answer made = fill.await();
    return new Served(made, made.response().withHeader("X-Cache", "MISS"), false);
  }

  private Optional<Served> kept(CacheKey key) {
    Instant now = clock.instant();
    return Optional.ofNullable(entries.get(key))
        .filter(entry -> entry.isGood(now))
        .map(entry ->
            entry.isFresh(now)
                ? new Served(entry.answer(), entry.served("HIT", now), false)
                : new Served(entry.answer(), entry.served("STALE", now), true));
  }

  /**
   * What is answered.
   *
   * @param answer as it was made
   * @param response with what is said of its age
   * @param isStale whether a new one is to be made
   */
  public record Served(Answer answer, Response response, boolean isStale) {}

  private Fill fill(
      CacheKey key,
      Caching rule,
      Optional<Duration> timeout,
      Maker maker,
      Consumer<Throwable> unattended) {
    Fill running = fills.get(key);
    if (running == null || !running.isPromising()) {
      // Begun on this thread, so that a server that stops cannot miss it.
      Flight flight = flights.beside(timeout);
      running = new Fill(key, rule, maker, flight, unattended, this::ended);
      fills.put(key, running);
      Thread.ofVirtual().name("trestle-cache").start(running);
    }
    return running;
  }

  private synchronized void ended(Fill fill, Optional<Answer> made) {
    // Another one may run in the place of one that is outdated.
    if (fills.remove(fill.key(), fill)) {
      made.filter(answer -> answer.failure().isEmpty())
          .ifPresent(answer -> keep(fill.key(), answer, fill.rule()));
    }
  }

  private void keep(CacheKey key, Answer answer, Caching rule) {
    if (answer.isKept()) {
      entries.put(key, Entry.of(key, answer, clock.instant(), rule));
    } else {
      entries.remove(key);
    }
  }

  /** Makes some stale. */
  public synchronized void revalidate(Some some) {
    forgetFills(some);
    Instant now = clock.instant();
    entries.forEach((key, entry) -> {
      if (some.test(key, entry.rule())) {
        entries.computeIfPresent(key, (k, kept) -> kept.stale(now));
      }
    });
  }

  /** Removes some. */
  public synchronized void expire(Some some) {
    forgetFills(some);
    entries.entrySet().removeIf(entry -> some.test(entry.getKey(), entry.getValue().rule()));
  }

  private void forgetFills(Some some) {
    fills.entrySet().removeIf(fill -> some.test(fill.getKey(), fill.getValue().rule()));
  }
}
