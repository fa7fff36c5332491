package dev.trestle.service.app.api.config_example;

import static dev.trestle.policy.Threads.Kind.PLATFORM;

import dev.trestle.Cache;
import dev.trestle.policy.Cached;
import dev.trestle.policy.Cors;
import dev.trestle.policy.RateLimit;
import dev.trestle.policy.Threads;
import dev.trestle.policy.Timeout;
import java.time.Instant;
import java.time.InstantSource;

/** {@code /api/config-example}: what can be said of a segment beside its functions. */
@Timeout(seconds = 5)
@Threads(PLATFORM)
@RateLimit(requests = 60, seconds = 60)
@Cors(origins = "https://app.example.com", credentials = true)
public final class Route {
  record Config(Instant at, boolean virtual) {}

  private Route() {}

  /** Made once a minute, or when somebody says so; the same for all clients. */
  @Cached(seconds = 60, tags = "config")
  public static Config GET(InstantSource clock) {
    return new Config(clock.instant(), Thread.currentThread().isVirtual());
  }

  /** The next client waits for a new answer. */
  public static void POST(Cache cache) {
    cache.expireTag("config");
  }
}
