package dev.trestle.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.List;
import java.util.function.Predicate;

/** The spans that have been exported, which can be waited for. */
final class Spans implements SpanProcessor {
  private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
  private final SpanProcessor exporting = SimpleSpanProcessor.create(exporter);

  @Override
  public void onStart(Context parent, ReadWriteSpan span) {
    exporting.onStart(parent, span);
  }

  @Override
  public boolean isStartRequired() {
    return exporting.isStartRequired();
  }

  @Override
  public void onEnd(ReadableSpan span) {
    exporting.onEnd(span);
    synchronized (this) {
      notifyAll();
    }
  }

  @Override
  public boolean isEndRequired() {
    return true;
  }

  List<SpanData> all() {
    return exporter.getFinishedSpanItems();
  }

  List<SpanData> of(String trace) {
    return all().stream().filter(it -> it.getTraceId().equals(trace)).toList();
  }

  /** The span of a trace, once it has ended, which it does a moment after the answer. */
  synchronized SpanData await(String trace, Predicate<SpanData> which) {
    try {
      while (of(trace).stream().noneMatch(which)) {
        wait();
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("Only these came: " + of(trace), e);
    }
    List<SpanData> found = of(trace).stream().filter(which).toList();
    assertThat(found).hasSize(1);
    return found.getFirst();
  }

  /** The request's of a trace with one of them. */
  SpanData request(String trace) {
    return await(trace, it -> it.getKind() == SpanKind.SERVER);
  }

  /** The statements' of a trace, in their order; they have ended before the answer. */
  List<SpanData> statements(String trace) {
    return of(trace).stream().filter(it -> it.getKind() == SpanKind.CLIENT).toList();
  }
}
