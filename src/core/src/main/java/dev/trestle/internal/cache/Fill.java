package dev.trestle.internal.cache;

import dev.trestle.internal.flight.Flight;
import dev.trestle.internal.flight.Reason;
import dev.trestle.spi.Caching;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One value while it is made; any number wait for it.
 *
 * @param <V> the value
 */
public final class Fill<V> implements Runnable {
  private final SharedCache cache;
  private final Recipe<V> recipe;
  private final Flight flight;
  private final Sources sources = new Sources();
  private final CompletableFuture<Entry<V>> made = new CompletableFuture<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private volatile boolean joined;

  /**
   * @param flight begun for this, ended by this
   */
  Fill(SharedCache cache, Recipe<V> recipe, Flight flight) {
    this.cache = cache;
    this.recipe = recipe;
    this.flight = flight;
  }

  /** What it can be cancelled by. */
  public Flight flight() {
    return flight;
  }

  /**
   * What is made now is kept by this: as the recipe says, but no longer than what it is made of.
   */
  public Caching rule() {
    return sources.limit(recipe.rule(), cache.now());
  }

  CacheKey<V> key() {
    return recipe.key();
  }

  /** What it is made of. */
  Sources sources() {
    return sources;
  }

  boolean hasTag(String tag) {
    return recipe.rule().tags().contains(tag) || sources.hasTag(tag);
  }

  /** Whether there is still a value to hope for. */
  boolean isPromising() {
    return flight.reason().isEmpty();
  }

  @Override
  public void run() {
    try {
      Made<V> result = flight.run(() -> recipe.maker().make(this));
      flight.checkpoint();
      made.complete(cache.ended(this, result));
      result.failure().ifPresent(this::tell);
    } catch (Throwable failure) {
      Throwable told = flight.instead(failure);
      cache.ended(this);
      made.completeExceptionally(told);
      tell(told);
    } finally {
      flight.end();
    }
  }

  private void tell(Throwable failure) {
    // Who waited has been told that it took too long, if by a timeout of their own.
    boolean known = flight.reason().filter(why -> joined || why == Reason.SHUTDOWN).isPresent();
    if (waiting.get() == 0 && !known) {
      recipe.unattended().accept(failure);
    }
  }

  /** Somebody will wait; said before this is off the list. */
  void join() {
    joined = true;
    waiting.incrementAndGet();
  }

  /** Waits, once joined. */
  Entry<V> await() throws Exception {
    try {
      return made.get();
    } catch (InterruptedException e) {
      waiting.decrementAndGet();
      throw e;
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case Exception exception -> throw exception;
        case Error error -> throw error;
        default -> throw e;
      }
    }
  }

  /** Waits without being told of a failure, which stays one that nobody waits for. */
  Optional<Entry<V>> outcome() throws InterruptedException {
    try {
      return Optional.of(made.get());
    } catch (ExecutionException e) {
      return Optional.empty();
    }
  }
}
