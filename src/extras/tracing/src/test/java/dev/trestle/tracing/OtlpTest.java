package dev.trestle.tracing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.Response;
import dev.trestle.Trestle;
import dev.trestle.Verb;
import dev.trestle.spi.RouteDefinition;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How a service that configures its OpenTelemetry from outside sends spans to a collector. */
@Timeout(120)
class OtlpTest {
  private static final BlockingQueue<String> received = new LinkedBlockingQueue<>();

  private static List<RouteDefinition> routes() {
    return List.of(TracedApp.get("/users/{id}", call -> Response.text("one")));
  }

  /** Takes what is sent to it, as a collector would. */
  private static Trestle collector() {
    RouteDefinition traces =
        RouteDefinition.at("/v1/traces", "traces")
            .on(
                Verb.POST,
                call -> {
                  received.add(new String(call.request().bytes(), UTF_8));
                  return Response.bytes("application/x-protobuf", new byte[0]);
                });
    return Trestle.of(() -> List.of(traces)).port(0).start();
  }

  /** As variables of the environment they are {@code OTEL_EXPORTER_OTLP_ENDPOINT} and so on. */
  private static Map<String, String> settings(Trestle collector) {
    return Map.of(
        "otel.service.name", "shop",
        "otel.exporter.otlp.endpoint", collector.url(),
        "otel.exporter.otlp.protocol", "http/protobuf",
        "otel.bsp.schedule.delay", "10",
        "otel.metrics.exporter", "none",
        "otel.logs.exporter", "none");
  }

  @Test
  void spansReachACollectorThatTheEnvironmentNames() throws Exception {
    try (Trestle collector = collector()) {
      settings(collector).forEach(System::setProperty);
      OpenTelemetrySdk openTelemetry =
          AutoConfiguredOpenTelemetrySdk.initialize().getOpenTelemetrySdk();
      try (openTelemetry;
          Trestle app =
              Tracing.of(openTelemetry).instrument(Trestle.of(OtlpTest::routes).port(0)).start();
          HttpClient client = HttpClient.newHttpClient()) {
        URI uri = URI.create(app.url() + "/users/secret?token=secret");
        client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding());

        assertThat(received.take()).contains("shop", "GET /users/{id}").doesNotContain("secret");
      } finally {
        settings(collector).keySet().forEach(System::clearProperty);
      }
    }
  }
}
