package dev.trestle.testing;

import dev.trestle.CompletedRequest;
import dev.trestle.Failure;
import dev.trestle.RequestHead;
import dev.trestle.RequestListener;
import dev.trestle.RequestObservation;
import dev.trestle.TrestleBuilder;
import dev.trestle.internal.request.RequestId;
import dev.trestle.query.Execution;
import dev.trestle.query.RequestSummary;
import dev.trestle.query.StatementListener;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Writes down what each request of an application causes, under the request's id. */
final class Journal implements StatementListener, RequestListener {
  /** Weakly, because an application may be asked for hours, and few of the answers are kept. */
  private final Map<String, WeakReference<Trace>> traces = new ConcurrentHashMap<>();

  private final Repeats repeats;

  Journal(Repeats repeats) {
    this.repeats = repeats;
  }

  void listenTo(TrestleBuilder builder) {
    builder.listener(this).onRequest(this).onFailure(this::failed);
  }

  /** From here on what the request of that id causes is written there. */
  Trace begin(String id) {
    Trace trace = new Trace();
    traces.put(id, new WeakReference<>(trace));
    return trace;
  }

  private Optional<Trace> find(String id) {
    return Optional.ofNullable(traces.get(id)).map(WeakReference::get);
  }

  @Override
  public void executed(Execution execution) {
    execution
        .origin()
        .flatMap(origin -> find(origin.requestId()))
        .ifPresent(trace -> trace.ran(Statement.of(execution)));
  }

  @Override
  public void requestEnded(RequestSummary summary) {
    repeats.look(summary, find(summary.origin().requestId()).map(Trace::statements));
  }

  @Override
  public RequestObservation began(RequestHead head) {
    Optional<Trace> trace = head.headers(RequestId.HEADER).stream().findFirst().flatMap(this::find);
    return trace.isPresent() ? trace.get() : RequestObservation.NONE;
  }

  @Override
  public void completed(CompletedRequest request) {
    // Who waits for its answer knows.
  }

  private void failed(Failure failure) {
    find(failure.requestId()).ifPresent(trace -> trace.failed(failure.cause()));
  }
}
