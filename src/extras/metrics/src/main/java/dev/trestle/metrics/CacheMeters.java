package dev.trestle.metrics;

import dev.trestle.CacheUse;
import dev.trestle.query.SharedLookups;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;

/** What was asked and needed no statement of its own: kept values, and shared lookups. */
final class CacheMeters {
  private CacheMeters() {}

  static void bind(Metrics metrics, MeterRegistry registry) {
    if (metrics.current().cacheUse().isPresent()) {
      gets(metrics, registry, "hit", CacheUse::hits);
      gets(metrics, registry, "stale", CacheUse::stale);
      gets(metrics, registry, "miss", CacheUse::misses);
      Gauge.builder("cache.size", metrics, it -> read(it, CacheUse::entries))
          .description("Answers and data that are kept")
          .register(registry);
    }
    lookups(metrics, registry, "together", SharedLookups::shared);
    lookups(metrics, registry, "alone", it -> it.calls() - it.shared());
    FunctionCounter.builder(
            "trestle.shared.lookup.statements",
            metrics,
            it -> it.current().sharedLookups().statements())
        .description("Statements that were sent for shared lookups")
        .register(registry);
  }

  private static void gets(
      Metrics metrics, MeterRegistry registry, String result, ToDoubleFunction<CacheUse> figure) {
    FunctionCounter.builder("cache.gets", metrics, it -> read(it, figure))
        .description("Answers and data that were asked for")
        .tag("result", result)
        .register(registry);
  }

  private static void lookups(
      Metrics metrics,
      MeterRegistry registry,
      String answered,
      ToDoubleFunction<SharedLookups> figure) {
    FunctionCounter.builder(
            "trestle.shared.lookups",
            metrics,
            it -> figure.applyAsDouble(it.current().sharedLookups()))
        .description("Shared lookups that were answered")
        .tag("answered", answered)
        .register(registry);
  }

  private static double read(Metrics metrics, ToDoubleFunction<CacheUse> figure) {
    return metrics.current().cacheUse().map(figure::applyAsDouble).orElse(Double.NaN);
  }
}
