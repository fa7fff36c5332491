package dev.trestle.metrics;

import dev.trestle.ReplicaUse;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** The figures of replicas that reads go to, by their hosts, read when somebody asks. */
final class ReplicaMeters {
  private final Supplier<List<ReplicaUse>> replicas;
  private final MeterRegistry registry;

  private ReplicaMeters(Supplier<List<ReplicaUse>> replicas, MeterRegistry registry) {
    this.replicas = replicas;
    this.registry = registry;
  }

  /**
   * @param replicas always the same ones, in the same order
   */
  static void bind(Supplier<List<ReplicaUse>> replicas, MeterRegistry registry) {
    ReplicaMeters meters = new ReplicaMeters(replicas, registry);
    List<ReplicaUse> now = replicas.get();
    for (int i = 0; i < now.size(); i++) {
      meters.bind(i, now.get(i).host());
    }
  }

  private void bind(int at, String host) {
    Gauge.builder("trestle.replica.lag", () -> read(at, ReplicaMeters::seconds))
        .description("For how long a replica may lack what was committed")
        .baseUnit("seconds")
        .tag("host", host)
        .register(registry);
    gauge("reading", "Whether a replica takes reads", at, host, it -> it.reading() ? 1 : 0);
    gauge("connections", "Connections to a replica that are out", at, host, ReplicaUse::active);
    gauge("pending", "Who waits for a connection to a replica", at, host, ReplicaUse::waiting);
    counter("reads", "Connections to a replica that were taken", at, host, ReplicaUse::reads);
    counter(
        "handed.over",
        "Reads that a replica failed and the primary was asked for",
        at,
        host,
        ReplicaUse::handedOver);
  }

  private void gauge(
      String name, String description, int at, String host, ToDoubleFunction<ReplicaUse> figure) {
    Gauge.builder("trestle.replica." + name, () -> read(at, figure))
        .description(description)
        .tag("host", host)
        .register(registry);
  }

  private void counter(
      String name, String description, int at, String host, ToDoubleFunction<ReplicaUse> figure) {
    FunctionCounter.builder("trestle.replica." + name, this, it -> it.read(at, figure))
        .description(description)
        .tag("host", host)
        .register(registry);
  }

  private double read(int at, ToDoubleFunction<ReplicaUse> figure) {
    return figure.applyAsDouble(replicas.get().get(at));
  }

  /** What cannot be told is no number, rather than zero. */
  private static double seconds(ReplicaUse use) {
    return use.lag().map(Duration::toMillis).map(millis -> millis / 1e3).orElse(Double.NaN);
  }
}
