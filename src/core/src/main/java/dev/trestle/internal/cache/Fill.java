package dev.trestle.internal.cache;

import dev.trestle.internal.flight.Flight;
import dev.trestle.internal.flight.Reason;
import dev.trestle.spi.Caching;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** One answer while it is made; any number of requests wait for it. */
final class Fill implements Runnable {
  private final CacheKey key;
  private final Caching rule;
  private final Maker maker;
  private final Flight flight;
  private final Consumer<Throwable> unattended;
  private final BiConsumer<Fill, Optional<Answer>> ended;
  private final CompletableFuture<Answer> made = new CompletableFuture<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private volatile boolean joined;

  /**
   * @param flight begun for this, ended by this
   * @param unattended is told what prevents the answer, if nobody waits for it
   * @param ended is told before anybody has the answer: who asks next finds it
   */
  Fill(
      CacheKey key,
      Caching rule,
      Maker maker,
      Flight flight,
      Consumer<Throwable> unattended,
      BiConsumer<Fill, Optional<Answer>> ended) {
    this.key = key;
    this.rule = rule;
    this.maker = maker;
    this.flight = flight;
    this.unattended = unattended;
    this.ended = ended;
  }

  CacheKey key() {
    return key;
  }

  Caching rule() {
    return rule;
  }

  /** Whether there is still an answer to hope for. */
  boolean isPromising() {
    return flight.reason().isEmpty();
  }

  @Override
  public void run() {
    try {
      Answer answer = flight.run(() -> maker.make(flight));
      flight.checkpoint();
      ended.accept(this, Optional.of(answer));
      made.complete(answer);
      answer.failure().ifPresent(this::tell);
    } catch (Throwable failure) {
      Throwable told = flight.instead(failure);
      ended.accept(this, Optional.empty());
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
      unattended.accept(failure);
    }
  }

  /** Somebody will wait; said before this is off the list. */
  void join() {
    joined = true;
    waiting.incrementAndGet();
  }

  /** Waits, once joined. */
  Answer await() throws Exception {
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
}
