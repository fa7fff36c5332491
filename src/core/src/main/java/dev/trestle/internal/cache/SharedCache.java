package dev.trestle.internal.cache;

import dev.trestle.CacheUse;
import dev.trestle.StartException;
import dev.trestle.internal.cache.Found.State;
import dev.trestle.internal.flight.Flights;
import dev.trestle.internal.watch.LogContext;
import dev.trestle.spi.CacheStore;
import dev.trestle.spi.RouteDefinition;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Keeps answers and data, and makes each once at a time. A fill runs on a thread and in a flight of
 * its own, so that it does not end with the request that began it, but when its time is over or the
 * server stops. What is invalidated while it runs is told to the fill, which then keeps nothing,
 * and is asked no more.
 */
public final class SharedCache {
  private final ConcurrentMap<CacheKey<?>, Entry<?>> entries;
  private final Map<CacheKey<?>, Fill<?>> fills = new HashMap<>();
  private final InstantSource clock;
  private final Flights flights;
  private final Loads loads = new Loads();
  private final LongAdder hits = new LongAdder();
  private final LongAdder stale = new LongAdder();
  private final LongAdder misses = new LongAdder();

  /**
   * The cache of these routes.
   *
   * @param store where values are kept
   * @param flights that those which are being made belong to
   * @param clock by which they become stale
   * @throws StartException if there is none, and a route wants one
   */
  public static Optional<SharedCache> of(
      Optional<CacheStore> store,
      List<RouteDefinition> routes,
      Flights flights,
      InstantSource clock) {
    if (store.isEmpty()) {
      routes.forEach(SharedCache::refuse);
    }
    return store.map(room -> new SharedCache(room, flights, clock));
  }

  private static void refuse(RouteDefinition route) {
    boolean cached = route.policies().values().stream().anyMatch(p -> p.caching().isPresent());
    if (cached || route.readsData()) {
      throw new StartException(
          route.source()
              + (cached
                  ? " is @Cached, but there is nowhere to keep its answers"
                  : " takes a DataCache, but there is nowhere to keep its data")
              + ": add the module trestle-cache, and .cache(CaffeineStore.ofBytes(64 << 20)) to the"
              + " builder.");
    }
  }

  private SharedCache(CacheStore store, Flights flights, InstantSource clock) {
    this.flights = flights;
    this.entries = store.open(Entry::weight);
    this.clock = clock;
  }

  /** The loads of data under way. */
  public Loads loads() {
    return loads;
  }

  /** How often it has helped. */
  public CacheUse use() {
    return new CacheUse(hits.sum(), stale.sum(), misses.sum(), entries.size());
  }

  Instant now() {
    return clock.instant();
  }

  /**
   * A value that was found, or what makes one; both where it is stale.
   *
   * @param found empty where somebody has to wait
   */
  private record Asked<V>(Optional<Found<V>> found, Optional<Fill<V>> fill) {
    boolean isFresh() {
      return found.isPresent() && found.get().state() == State.HIT;
    }
  }

  /**
   * The value that is kept, fresh or stale, or a new one.
   *
   * @throws Exception what the maker has thrown
   */
  public <V> Found<V> get(Recipe<V> recipe) throws Exception {
    Asked<V> asked = ask(recipe);
    return asked.found().isPresent() ? asked.found().get() : made(asked);
  }

  /**
   * The value for another one that is made of it: it is not stale if that can be helped.
   *
   * @param reader for whom it is read
   * @throws Exception what the maker has thrown
   */
  public <V> V read(Fill<?> reader, Recipe<V> recipe) throws Exception {
    synchronized (this) { // Whatever is invalidated from here on is told to the reader.
      reader.sources().announce(recipe.rule().tags());
    }
    Asked<V> asked = ask(recipe);
    Entry<V> entry;
    if (asked.isFresh()) {
      entry = asked.found().get().entry();
    } else if (asked.found().isPresent()) {
      entry = asked.fill().get().outcome().orElse(asked.found().get().entry());
    } else {
      entry = made(asked).entry();
    }
    reader.sources().add(entry);
    return entry.value();
  }

  private static <V> Found<V> made(Asked<V> asked) throws Exception {
    return new Found<>(asked.fill().orElseThrow().await(), State.MISS, 0);
  }

  private <V> Asked<V> ask(Recipe<V> recipe) {
    Asked<V> kept = new Asked<>(kept(recipe.key()), Optional.empty());
    Asked<V> asked = kept.isFresh() ? kept : askAgain(recipe);
    counter(asked).increment();
    return asked;
  }

  private LongAdder counter(Asked<?> asked) {
    return asked.isFresh() ? hits : asked.found().isPresent() ? stale : misses;
  }

  private synchronized <V> Asked<V> askAgain(Recipe<V> recipe) {
    Asked<V> kept = new Asked<>(kept(recipe.key()), Optional.empty());
    if (kept.isFresh()) { // Made meanwhile.
      return kept;
    }
    Fill<V> fill = running(recipe.key()).orElseGet(() -> begin(recipe));
    if (kept.found().isEmpty()) {
      fill.join();
    }
    return new Asked<>(kept.found(), Optional.of(fill));
  }

  @SuppressWarnings("unchecked") // What is put under a key is of its type.
  private <V> Optional<Found<V>> kept(CacheKey<V> key) {
    Instant now = now();
    return Optional.ofNullable((Entry<V>) entries.get(key))
        .filter(entry -> entry.isGood(now))
        .map(entry ->
            new Found<>(
                entry, entry.isFresh(now) ? State.HIT : State.STALE, entry.ageSeconds(now)));
  }

  @SuppressWarnings("unchecked") // As above.
  private <V> Optional<Fill<V>> running(CacheKey<V> key) {
    return Optional.ofNullable((Fill<V>) fills.get(key)).filter(Fill::isPromising);
  }

  private <V> Fill<V> begin(Recipe<V> recipe) {
    // Its flight begins on this thread, so that a server that stops cannot miss it.
    Fill<V> fill = new Fill<>(this, recipe, flights.beside(recipe.observation(), recipe.timeout()));
    fills.put(recipe.key(), fill);
    Supplier<LogContext.Scope> logged = LogContext.carried();
    Thread.ofVirtual()
        .name("trestle-cache")
        .start(() -> {
          try (LogContext.Scope scope = logged.get()) {
            fill.run();
          }
        });
    return fill;
  }

  /** Keeps what has been made, if it is to be. */
  synchronized <V> Entry<V> ended(Fill<V> fill, Made<V> made) {
    Entry<V> entry = Entry.of(fill.key(), made, now());
    // Another one may run in the place of one that is outdated.
    if (fills.remove(fill.key(), fill) && made.failure().isEmpty()) {
      if (made.kept()) {
        entries.put(fill.key(), entry);
      } else {
        entries.remove(fill.key());
      }
    }
    return entry;
  }

  /** Nothing has been made. */
  synchronized void ended(Fill<?> fill) {
    fills.remove(fill.key(), fill);
  }

  /** Makes all with a tag stale. */
  public synchronized void revalidate(String tag) {
    fills.values().removeIf(fill -> fill.hasTag(tag));
    Instant now = now();
    entries.forEach((key, entry) -> {
      if (entry.hasTag(tag)) {
        entries.computeIfPresent(key, (k, kept) -> kept.stale(now));
      }
    });
  }

  /** Removes all with a tag. */
  public synchronized void expire(String tag) {
    fills.values().removeIf(fill -> fill.hasTag(tag));
    entries.values().removeIf(entry -> entry.hasTag(tag));
  }

  /** Removes some answers. */
  public synchronized void expire(Predicate<AnswerKey> some) {
    Predicate<CacheKey<?>> these = key -> key instanceof AnswerKey answer && some.test(answer);
    fills.keySet().removeIf(these);
    entries.keySet().removeIf(these);
  }
}
