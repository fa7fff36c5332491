package dev.trestle.dev;

import dev.trestle.Trestle;
import dev.trestle.TrestleBuilder;
import dev.trestle.metrics.Metrics;
import dev.trestle.metrics.MetricsEnvironment;
import java.io.PrintStream;
import java.util.Map;
import java.util.function.Function;

/** What a service's {@code METRICS_PORT} asks for, for each application of {@code make dev}. */
final class DevMetrics {
  private DevMetrics() {}

  /**
   * How applications are to be started. With a port, the figures are served from now on, until the
   * process ends.
   *
   * @param out is told where
   */
  static Function<TrestleBuilder, Trestle> starting(
      Map<String, String> variables, PrintStream out) {
    if (variables.getOrDefault("METRICS_PORT", "").isBlank()) {
      return TrestleBuilder::start;
    }
    try {
      return counting(MetricsEnvironment.of(variables), out);
    } catch (NoClassDefFoundError e) {
      out.println("METRICS_PORT has no effect: trestle-metrics is not among the libraries");
      return TrestleBuilder::start;
    }
  }

  private static Function<TrestleBuilder, Trestle> counting(
      MetricsEnvironment watched, PrintStream out) {
    Metrics metrics = Metrics.create();
    Trestle scraped = metrics.serve(watched.host(), watched.port().getAsInt());
    out.println("Metrics on " + scraped.url() + "/metrics");
    return metrics::restart;
  }
}
