package dev.trestle.metrics;

import dev.trestle.CompletedRequest;
import dev.trestle.RequestListener;
import dev.trestle.Verb;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A timer for each route, method and status. Their number is bounded by what the application has,
 * whatever clients send: there is one label for all that is no route, and one for all methods that
 * are no verb.
 */
final class RequestMeters implements RequestListener {
  static final String NO_ROUTE = "unknown";
  private static final String NO_VERB = "other";

  private static final Set<String> VERBS =
      Stream.of(Verb.values()).map(Verb::name).collect(Collectors.toUnmodifiableSet());

  private final MeterRegistry registry;
  private final Map<Series, Timer> timers = new ConcurrentHashMap<>();

  private record Series(String route, String method, int status) {}

  RequestMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void completed(CompletedRequest request) {
    Series series =
        new Series(
            request.route().orElse(NO_ROUTE),
            VERBS.contains(request.method()) ? request.method() : NO_VERB,
            request.status());
    timers.computeIfAbsent(series, this::timer).record(request.duration());
  }

  private Timer timer(Series series) {
    return Timer.builder("http.server.requests")
        .description("Requests that are over, to the last byte of their answers")
        .tag("method", series.method())
        .tag("uri", series.route())
        .tag("status", Integer.toString(series.status()))
        .serviceLevelObjectives(Buckets.millis(5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000))
        .register(registry);
  }
}
