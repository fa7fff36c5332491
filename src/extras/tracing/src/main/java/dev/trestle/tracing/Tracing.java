package dev.trestle.tracing;

import dev.trestle.TrestleBuilder;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;

/**
 * Spans of an application, by OpenTelemetry's conventions for HTTP and databases:
 *
 * <pre>{@code
 * Trestle app = Tracing.of(openTelemetry).instrument(Trestle.of(new Routes())).start();
 * }</pre>
 *
 * <p>A request is a server span, {@code GET /api/users/{id}}, from its head to the last byte of its
 * answer, however that ends. Whose part it is the configured propagators read from its headers,
 * {@code traceparent} for W3C's. While Trestle runs it, on whatever thread, its span is the current
 * one, so that your own are within it, and SLF4J's MDC has {@code trace_id} and {@code span_id}.
 * Each statement is a client span within what is current where it ran; each task after the answer
 * ({@link dev.trestle.After}) an internal one within the request's, though it ends later. A request
 * that the server itself refuses, such as a malformed one, has none. It is an error from 500 on,
 * and if the answer is broken off by a failure; that a client leaves is none.
 *
 * <p>Nothing that users send is in a span: no header, no query string, no value of a statement, no
 * message of an exception, and of the path the route, which is why one that no route answers has no
 * {@code url.path}. A statement's text has question marks for what is bound and for all else that
 * is a literal. But trace id, parent and {@code tracestate} are the caller's, and so is whether it
 * is sampled, where the sampler asks its parent: whoever is not to decide that must not reach the
 * service with these headers.
 *
 * <p>In somebody else's server ({@link TrestleBuilder#plugin}) requests are theirs to trace;
 * statements are within what is current.
 *
 * <p>Immutable, safe for all threads.
 */
public final class Tracing {
  private static final String SCOPE = "dev.trestle.tracing";

  private final OpenTelemetry openTelemetry;

  private Tracing(OpenTelemetry openTelemetry) {
    this.openTelemetry = openTelemetry;
  }

  /**
   * Spans for an OpenTelemetry.
   *
   * @param openTelemetry has the propagators, and says what becomes of spans; it is its owner's to
   *     close, after the application
   * @return for any number of applications
   */
  public static Tracing of(OpenTelemetry openTelemetry) {
    return new Tracing(openTelemetry);
  }

  /**
   * Lets what is built be traced.
   *
   * @param builder not yet started; traced once, or there are two spans for everything
   * @return the same
   */
  public TrestleBuilder instrument(TrestleBuilder builder) {
    Tracer tracer = openTelemetry.getTracer(SCOPE);
    return builder
        .onRequest(new TracedRequests(tracer, openTelemetry.getPropagators()))
        .onFailure(failure -> RequestSpan.failed(failure.cause()))
        .listener(new TracedStatements(tracer));
  }
}
