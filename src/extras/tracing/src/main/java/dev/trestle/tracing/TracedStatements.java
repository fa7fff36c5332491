package dev.trestle.tracing;

import dev.trestle.query.Execution;
import dev.trestle.query.StatementListener;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Writes a span for each statement that has ended, within what is current on the thread that ran
 * it.
 */
final class TracedStatements implements StatementListener {
  private static final String POSTGRESQL = "postgresql";
  private static final Pattern SQLSTATE = Pattern.compile("[0-9A-Z]{5}");

  private final Tracer tracer;

  TracedStatements(Tracer tracer) {
    this.tracer = tracer;
  }

  @Override
  public void executed(Execution execution) {
    Instant now = Instant.now();
    long end = TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
    Optional<String> operation = QueryText.operation(execution.sql());
    SpanBuilder begun =
        tracer
            .spanBuilder(name(operation, execution.database()))
            .setSpanKind(SpanKind.CLIENT)
            .setStartTimestamp(end - execution.duration().toNanos(), TimeUnit.NANOSECONDS)
            .setAttribute(Conventions.SYSTEM, POSTGRESQL);
    operation.ifPresent(it -> begun.setAttribute(Conventions.OPERATION, it));
    execution.database().ifPresent(it -> begun.setAttribute(Conventions.NAMESPACE, it));
    Span span = begun.startSpan();
    if (span.isRecording()) {
      describe(span, execution);
    }
    span.end(end, TimeUnit.NANOSECONDS);
  }

  private static String name(Optional<String> operation, Optional<String> database) {
    String target = database.orElse(POSTGRESQL);
    return operation.map(it -> it + " " + target).orElse(target);
  }

  private static void describe(Span span, Execution execution) {
    QueryText.withoutLiterals(execution.sql())
        .ifPresent(text -> span.setAttribute(Conventions.QUERY, text));
    if (execution.together() > 1) {
      span.setAttribute(Conventions.TOGETHER, (long) execution.together());
    }
    execution
        .failure()
        .ifPresent(failure -> {
          if (SQLSTATE.matcher(failure).matches()) {
            span.setAttribute(Conventions.SQLSTATE, failure);
          }
          span.setAttribute(Conventions.ERROR, failure);
          span.setStatus(StatusCode.ERROR);
        });
  }
}
