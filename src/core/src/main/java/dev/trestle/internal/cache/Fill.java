package dev.trestle.internal.cache;

import dev.trestle.spi.Caching;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/** One answer while it is made; any number of requests wait for it. */
final class Fill implements Runnable {
  private final CacheKey key;
  private final Caching rule;
  private final Callable<Answer> function;
  private final Consumer<Throwable> failed;
  private final Consumer<Fill> ended;
  private final CompletableFuture<Answer> made = new CompletableFuture<>();
  private Optional<Answer> answer = Optional.empty();

  Fill(
      CacheKey key,
      Caching rule,
      Callable<Answer> function,
      Consumer<Throwable> failed,
      Consumer<Fill> ended) {
    this.key = key;
    this.rule = rule;
    this.function = function;
    this.failed = failed;
    this.ended = ended;
  }

  CacheKey key() {
    return key;
  }

  Caching rule() {
    return rule;
  }

  /** Empty if there was a failure, or until it has ended. */
  Optional<Answer> answer() {
    return answer;
  }

  @Override
  public void run() {
    try {
      Answer result = function.call();
      answer = Optional.of(result);
      ended.accept(this); // Kept before it is given out: who asks next finds it.
      made.complete(result);
    } catch (Throwable failure) {
      ended.accept(this);
      made.completeExceptionally(failure);
      failed.accept(failure);
    }
  }

  Answer await() throws Exception {
    try {
      return made.get();
    } catch (ExecutionException e) {
      throw ResponseCache.cause(e);
    }
  }
}
