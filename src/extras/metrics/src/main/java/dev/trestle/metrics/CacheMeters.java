package dev.trestle.metrics;

import dev.trestle.CacheUse;
import dev.trestle.Trestle;
import dev.trestle.query.SharedLookups;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;

/** What was asked and needed no statement of its own: kept values, and shared lookups. */
final class CacheMeters {
  private CacheMeters() {}

  static void bind(Trestle app, MeterRegistry registry) {
    if (app.cacheUse().isPresent()) {
      gets(app, registry, "hit", CacheUse::hits);
      gets(app, registry, "stale", CacheUse::stale);
      gets(app, registry, "miss", CacheUse::misses);
      Gauge.builder("cache.size", app, it -> read(it, CacheUse::entries))
          .description("Answers and data that are kept")
          .register(registry);
    }
    lookups(app, registry, "together", SharedLookups::shared);
    lookups(app, registry, "alone", it -> it.calls() - it.shared());
    FunctionCounter.builder(
            "trestle.shared.lookup.statements", app, it -> it.sharedLookups().statements())
        .description("Statements that were sent for shared lookups")
        .register(registry);
  }

  private static void gets(
      Trestle app, MeterRegistry registry, String result, ToDoubleFunction<CacheUse> figure) {
    FunctionCounter.builder("cache.gets", app, it -> read(it, figure))
        .description("Answers and data that were asked for")
        .tag("result", result)
        .register(registry);
  }

  private static void lookups(
      Trestle app,
      MeterRegistry registry,
      String answered,
      ToDoubleFunction<SharedLookups> figure) {
    FunctionCounter.builder(
            "trestle.shared.lookups", app, it -> figure.applyAsDouble(it.sharedLookups()))
        .description("Shared lookups that were answered")
        .tag("answered", answered)
        .register(registry);
  }

  private static double read(Trestle app, ToDoubleFunction<CacheUse> figure) {
    return app.cacheUse().map(figure::applyAsDouble).orElse(Double.NaN);
  }
}
