package dev.trestle.tracing;

import dev.trestle.RequestObservation;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import org.slf4j.MDC;

/** Makes a span the current one of a thread, and names it to each line that is logged there. */
final class CurrentSpan implements RequestObservation.Scope {
  private static final String TRACE = "trace_id";
  private static final String SPAN = "span_id";

  private final Scope scope;
  private final String trace;
  private final String span;

  private CurrentSpan(Context context) {
    this.trace = MDC.get(TRACE);
    this.span = MDC.get(SPAN);
    this.scope = context.makeCurrent();
    SpanContext now = Span.fromContext(context).getSpanContext();
    MDC.put(TRACE, now.getTraceId());
    MDC.put(SPAN, now.getSpanId());
  }

  static RequestObservation.Scope begin(Context context) {
    return Span.fromContext(context).getSpanContext().isValid()
        ? new CurrentSpan(context)
        : RequestObservation.Scope.NONE;
  }

  @Override
  public void close() {
    scope.close();
    restore(TRACE, trace);
    restore(SPAN, span);
  }

  private static void restore(String key, String before) {
    if (before == null) {
      MDC.remove(key);
    } else {
      MDC.put(key, before);
    }
  }
}
