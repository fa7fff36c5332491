package dev.trestle.tracing;

import dev.trestle.Response;
import dev.trestle.Trestle;
import dev.trestle.TrestleBuilder;
import dev.trestle.Verb;
import dev.trestle.metrics.Metrics;
import dev.trestle.spi.Handler;
import dev.trestle.spi.RouteDefinition;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;

/** A traced application, which is counted too, and what asks it. */
final class TracedApp implements AutoCloseable {
  final Spans spans = new Spans();
  final OpenTelemetrySdk sdk =
      OpenTelemetrySdk.builder()
          .setTracerProvider(SdkTracerProvider.builder().addSpanProcessor(spans).build())
          .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
          .build();

  final Metrics metrics = Metrics.create();
  final Trestle app;
  private final HttpClient client = HttpClient.newHttpClient();

  TracedApp(TrestleBuilder builder) {
    app = start(builder.port(0), sdk, metrics);
  }

  private static Trestle start(
      TrestleBuilder builder, OpenTelemetry openTelemetry, Metrics metrics) {
    return metrics.start(Tracing.of(openTelemetry).instrument(builder));
  }

  static RouteDefinition get(String path, Handler function) {
    return RouteDefinition.at(path, path).on(Verb.GET, function);
  }

  /** An answer that tells the trace that it is made in, as the test's own application may. */
  static Response trace() {
    return Response.text(Span.current().getSpanContext().getTraceId());
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  HttpRequest.Builder request(String method, String target) {
    return HttpRequest.newBuilder(URI.create(app.url() + target))
        .method(method, BodyPublishers.noBody());
  }

  HttpResponse<String> get(String target, Caller caller) {
    return send(request("GET", target).header("traceparent", caller.traceparent()));
  }

  /** Asks, reads until something of the answer is there, if that is wanted, and goes away. */
  void leave(String target, Caller caller, boolean begun) throws IOException {
    try (Socket socket = begin(target, caller)) {
      if (begun) {
        socket.getInputStream().read();
      }
    }
  }

  /** Asks, and reads what comes until the server ends it. */
  void readToTheEnd(String target, Caller caller) throws IOException {
    try (Socket socket = begin(target, caller)) {
      socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (SocketException e) {
      // It was broken off.
    }
  }

  private Socket begin(String target, Caller caller) throws IOException {
    Socket socket = new Socket("127.0.0.1", app.port());
    String head =
        "GET %s HTTP/1.1\r\nHost: test\r\ntraceparent: %s\r\n\r\n"
            .formatted(target, caller.traceparent());
    socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  @Override
  public void close() {
    app.close();
    metrics.close();
    client.close();
    sdk.close();
  }
}
