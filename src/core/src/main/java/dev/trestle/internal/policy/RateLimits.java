package dev.trestle.internal.policy;

import dev.trestle.HttpError;
import dev.trestle.internal.exchange.ExchangeResponse;
import dev.trestle.spi.Rate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts requests against the rates of an application's routes. Safe for all threads. */
final class RateLimits {
  private static final int CLIENTS = 100_000;
  private static final long SECOND = 1_000_000_000L;

  private final InstantSource clock;
  private final Map<Rate, Buckets> buckets = new ConcurrentHashMap<>();

  /**
   * @param clock whose time counts
   */
  RateLimits(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Counts one request, and tells the client what is left.
   *
   * @param rate of the function
   * @param address of the client, numeric
   * @param response gets its headers before there is an answer
   * @throws HttpError 429 if there were too many
   */
  void take(Rate rate, String address, ExchangeResponse response) {
    Object key = rate.byClient() ? ClientKey.of(address) : "";
    Buckets.Outcome outcome =
        buckets.computeIfAbsent(rate, r -> new Buckets(r, CLIENTS)).take(key, now());
    long seconds = Math.ceilDiv(outcome.nanos(), SECOND);
    response.set(
        "RateLimit-Policy", "\"default\";q=" + rate.requests() + ";w=" + rate.time().toSeconds());
    response.set("RateLimit", "\"default\";r=" + outcome.remaining() + ";t=" + seconds);
    if (!outcome.allowed()) {
      throw HttpError.of(429, "Too many requests; try again in " + seconds + " s")
          .withHeader("Retry-After", String.valueOf(seconds));
    }
  }

  private long now() {
    Instant instant = clock.instant();
    return instant.getEpochSecond() * SECOND + instant.getNano();
  }
}
