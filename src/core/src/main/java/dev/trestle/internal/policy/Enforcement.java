package dev.trestle.internal.policy;

import dev.trestle.internal.exchange.ExchangeResponse;
import dev.trestle.internal.watch.LogContext;
import dev.trestle.internal.work.RequestWork;
import dev.trestle.spi.Policy;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** Holds functions to those of their policies that are about when and where they run. */
public final class Enforcement {
  private final RateLimits rates;
  private final PlatformThreads platform = new PlatformThreads();

  /**
   * Of one application.
   *
   * @param clock by which requests come back
   */
  public Enforcement(InstantSource clock) {
    this.rates = new RateLimits(clock);
  }

  /**
   * Runs a function and what is around it.
   *
   * @param address of the client, numeric
   * @param response may get headers before there is an answer
   * @param request that the function belongs to, on whatever thread
   * @throws dev.trestle.HttpError 429 if its rate is used up
   * @throws Exception what the function throws
   */
  public <T> T run(
      Policy policy,
      Supplier<String> address,
      ExchangeResponse response,
      RequestWork request,
      Callable<T> function)
      throws Exception {
    if (policy.rate().isPresent()) {
      rates.take(policy.rate().get(), address.get(), response);
    }
    return policy.caching().isPresent() ? function.call() : onThread(policy, request, function);
  }

  /**
   * Runs what a policy is about on the kind of thread that it says: of a function whose answers are
   * kept, the making of one. What waits for it meanwhile must hold no thread of the same few.
   *
   * @param work that the function belongs to
   * @throws Exception what the function throws
   */
  public <T> T onThread(Policy policy, RequestWork work, Callable<T> function) throws Exception {
    if (!policy.platform()) {
      return function.call();
    }
    Supplier<LogContext.Scope> logged = LogContext.carried();
    return platform.call(() -> {
      try (LogContext.Scope scope = logged.get()) {
        return work.run(function);
      }
    });
  }
}
