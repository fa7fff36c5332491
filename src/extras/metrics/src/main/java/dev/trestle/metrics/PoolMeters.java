package dev.trestle.metrics;

import dev.trestle.PoolUse;
import dev.trestle.Trestle;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;

/** The figures of the connection pool and the queue before it, read when somebody asks. */
final class PoolMeters {
  private PoolMeters() {}

  static void bind(Trestle app, MeterRegistry registry) {
    if (app.poolUse().isEmpty()) {
      return;
    }
    gauge(app, registry, "active", "Connections that are out", PoolUse::active);
    gauge(app, registry, "idle", "Connections that wait to be taken", PoolUse::idle);
    gauge(app, registry, "pending", "Who waits for a connection", PoolUse::waiting);
    gauge(app, registry, "max", "Connections that there may be", PoolUse::most);
    counter(app, registry, "at once", PoolUse::refused);
    counter(app, registry, "after waiting", PoolUse::expired);
  }

  private static void gauge(
      Trestle app,
      MeterRegistry registry,
      String name,
      String description,
      ToDoubleFunction<PoolUse> figure) {
    Gauge.builder("hikaricp.connections." + name, app, it -> read(it, figure))
        .description(description)
        .register(registry);
  }

  private static void counter(
      Trestle app, MeterRegistry registry, String when, ToDoubleFunction<PoolUse> figure) {
    FunctionCounter.builder("trestle.pool.refused", app, it -> read(it, figure))
        .description("Who was refused a connection, because too many waited or for too long")
        .tag("when", when)
        .register(registry);
  }

  /** What cannot be told is no number, rather than zero. */
  private static double read(Trestle app, ToDoubleFunction<PoolUse> figure) {
    return app.poolUse().map(figure::applyAsDouble).orElse(Double.NaN);
  }
}
