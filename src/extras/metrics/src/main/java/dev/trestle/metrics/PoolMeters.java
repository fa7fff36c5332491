package dev.trestle.metrics;

import dev.trestle.PoolUse;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;

/** The figures of the connection pool and the queue before it, read when somebody asks. */
final class PoolMeters {
  private PoolMeters() {}

  static void bind(Metrics metrics, MeterRegistry registry) {
    if (metrics.current().poolUse().isEmpty()) {
      return;
    }
    gauge(metrics, registry, "active", "Connections that are out", PoolUse::active);
    gauge(metrics, registry, "idle", "Connections that wait to be taken", PoolUse::idle);
    gauge(metrics, registry, "pending", "Who waits for a connection", PoolUse::waiting);
    gauge(metrics, registry, "max", "Connections that there may be", PoolUse::most);
    counter(metrics, registry, "at once", PoolUse::refused);
    counter(metrics, registry, "after waiting", PoolUse::expired);
  }

  private static void gauge(
      Metrics metrics,
      MeterRegistry registry,
      String name,
      String description,
      ToDoubleFunction<PoolUse> figure) {
    Gauge.builder("hikaricp.connections." + name, metrics, it -> read(it, figure))
        .description(description)
        .register(registry);
  }

  private static void counter(
      Metrics metrics, MeterRegistry registry, String when, ToDoubleFunction<PoolUse> figure) {
    FunctionCounter.builder("trestle.pool.refused", metrics, it -> read(it, figure))
        .description("Who was refused a connection, because too many waited or for too long")
        .tag("when", when)
        .register(registry);
  }

  /** What cannot be told is no number, rather than zero. */
  private static double read(Metrics metrics, ToDoubleFunction<PoolUse> figure) {
    return metrics.current().poolUse().map(figure::applyAsDouble).orElse(Double.NaN);
  }
}
