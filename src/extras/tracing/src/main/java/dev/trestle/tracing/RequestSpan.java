package dev.trestle.tracing;

import dev.trestle.CompletedRequest;
import dev.trestle.RequestObservation;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import java.util.Optional;

/** The span of one request, and those of its tasks. */
final class RequestSpan implements RequestObservation {
  /** Our own span around what is current, which may be within one of the application's. */
  private static final ContextKey<Work> WORK = ContextKey.named("dev.trestle.tracing");

  private final Tracer tracer;
  private final Work work;
  private final Context context;
  private final String method;
  private final Optional<String> route;

  /** A span that a failure can be told to. */
  private static final class Work {
    private final Span span;
    private volatile boolean failed;

    Work(Span span) {
      this.span = span;
    }

    /** Its class and no message, which may have anybody's data in it. */
    void fail(Throwable failure) {
      failed = true;
      span.setAttribute(Conventions.ERROR, failure.getClass().getName());
      span.setStatus(StatusCode.ERROR);
    }
  }

  RequestSpan(Tracer tracer, Span span, Context parent, String method, Optional<String> route) {
    this.tracer = tracer;
    this.work = new Work(span);
    this.context = parent.with(span).with(WORK, work);
    this.method = method;
    this.route = route;
  }

  /** Tells what this thread does for a request, if it does, that it has failed. */
  static void failed(Throwable failure) {
    Work work = Context.current().get(WORK);
    if (work != null) {
      work.fail(failure);
    }
  }

  /** What the application has begun within this trace stays the current one. */
  @Override
  public Scope enter() {
    String trace = work.span.getSpanContext().getTraceId();
    boolean within = Span.current().getSpanContext().getTraceId().equals(trace);
    return within ? Scope.NONE : CurrentSpan.begin(context);
  }

  @Override
  public Scope after() {
    Span span =
        tracer
            .spanBuilder("after " + TracedRequests.name(method, route))
            .setParent(context)
            .startSpan();
    Scope current = CurrentSpan.begin(context.with(span).with(WORK, new Work(span)));
    return () -> {
      current.close();
      span.end();
    };
  }

  @Override
  public void completed(CompletedRequest request) {
    Span span = work.span;
    // Of a server with a path of its own, only who answers knows the route.
    if (request.route().isPresent() && !request.route().equals(route)) {
      String template = request.route().get();
      span.updateName(TracedRequests.name(method, request.route()));
      span.setAttribute(Conventions.ROUTE, template).setAttribute(Conventions.PATH, template);
    }
    span.setAttribute(Conventions.STATUS, (long) request.status());
    if (request.status() >= 500) {
      span.setStatus(StatusCode.ERROR);
      if (!work.failed) {
        span.setAttribute(Conventions.ERROR, Integer.toString(request.status()));
      }
    }
    span.end();
  }
}
