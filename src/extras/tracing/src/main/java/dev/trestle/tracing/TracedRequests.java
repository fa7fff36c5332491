package dev.trestle.tracing;

import dev.trestle.CompletedRequest;
import dev.trestle.RequestHead;
import dev.trestle.RequestListener;
import dev.trestle.RequestObservation;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.ContextPropagators;
import java.util.Optional;
import java.util.Set;

/** Begins a span for each request. */
final class TracedRequests implements RequestListener {
  /** Others are any word that a client likes. */
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "CONNECT", "TRACE");

  private static final HeadGetter HEADERS = new HeadGetter();

  private final Tracer tracer;
  private final ContextPropagators propagators;

  TracedRequests(Tracer tracer, ContextPropagators propagators) {
    this.tracer = tracer;
    this.propagators = propagators;
  }

  @Override
  public void completed(CompletedRequest request) {
    // Told to the span of the request, if it has one.
  }

  @Override
  public RequestObservation began(RequestHead head) {
    Context parent = propagators.getTextMapPropagator().extract(Context.current(), head, HEADERS);
    boolean known = METHODS.contains(head.method());
    String method = known ? head.method() : "HTTP";
    Optional<String> route = head.route();
    SpanBuilder begun =
        tracer
            .spanBuilder(name(method, route))
            .setParent(parent)
            .setSpanKind(SpanKind.SERVER)
            .setAttribute(Conventions.METHOD, known ? method : "_OTHER")
            .setAttribute(Conventions.SCHEME, head.scheme());
    if (head.localPort() > 0) {
      begun
          .setAttribute(Conventions.ADDRESS, head.localAddress())
          .setAttribute(Conventions.PORT, (long) head.localPort());
    }
    route.ifPresent(
        it -> begun.setAttribute(Conventions.ROUTE, it).setAttribute(Conventions.PATH, it));
    Span span = begun.startSpan();
    return new RequestSpan(tracer, span, parent, method, route);
  }

  static String name(String method, Optional<String> route) {
    return route.map(it -> method + " " + it).orElse(method);
  }
}
