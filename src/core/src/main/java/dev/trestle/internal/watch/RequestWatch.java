package dev.trestle.internal.watch;

import dev.trestle.CompletedRequest;
import dev.trestle.RequestHead;
import dev.trestle.RequestListener;
import dev.trestle.RequestObservation;
import dev.trestle.query.Execution;
import dev.trestle.query.PlanSource;
import dev.trestle.query.RequestSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who is told of requests. Where nobody is, there is none of these. */
public final class RequestWatch {
  private static final Logger LOG = LoggerFactory.getLogger("dev.trestle");

  private final List<RequestListener> listeners;
  private final AtomicBoolean failed = new AtomicBoolean();

  private RequestWatch(List<RequestListener> listeners) {
    this.listeners = List.copyOf(listeners);
  }

  /**
   * A watch for these.
   *
   * @return empty if there are none
   */
  public static Optional<RequestWatch> of(List<RequestListener> listeners) {
    return listeners.isEmpty() ? Optional.empty() : Optional.of(new RequestWatch(listeners));
  }

  /**
   * Asks all of them who follows a request.
   *
   * @return all who do, as one, which never throws
   */
  public RequestObservation began(RequestHead head) {
    List<RequestObservation> following = new ArrayList<>(listeners.size());
    for (RequestListener listener : listeners) {
      RequestObservation one =
          guarded(
              () -> Objects.requireNonNull(listener.began(head), "an observation"),
              RequestObservation.NONE);
      if (one != RequestObservation.NONE) {
        following.add(one);
      }
    }
    return following.isEmpty() ? RequestObservation.NONE : new Following(following);
  }

  /** Tells all of them, also those after one that fails. */
  public void completed(CompletedRequest request, RequestObservation observation) {
    observation.completed(request);
    for (RequestListener listener : listeners) {
      guarded(() -> listener.completed(request));
    }
  }

  private void guarded(Runnable told) {
    guarded(
        () -> {
          told.run();
          return told;
        },
        told);
  }

  private <T> T guarded(Supplier<T> asked, T otherwise) {
    try {
      return asked.get();
    } catch (Exception | AssertionError | LinkageError | StackOverflowError e) {
      if (failed.compareAndSet(false, true)) {
        LOG.error("A listener of requests failed; this is logged once", e);
      }
      return otherwise;
    }
  }

  /** All who follow one request. */
  private final class Following implements RequestObservation {
    private final List<RequestObservation> all;

    Following(List<RequestObservation> all) {
      this.all = List.copyOf(all);
    }

    @Override
    public Scope enter() {
      return each(RequestObservation::enter);
    }

    @Override
    public Scope after() {
      return each(RequestObservation::after);
    }

    private Scope each(Entering entering) {
      List<Scope> scopes = new ArrayList<>(all.size());
      all.forEach(one -> scopes.add(guarded(() -> entering.enter(one), Scope.NONE)));
      return () -> scopes.reversed().forEach(scope -> guarded(scope::close));
    }

    @Override
    public void executed(Execution execution, Optional<PlanSource> plan) {
      all.forEach(one -> guarded(() -> one.executed(execution, plan)));
    }

    @Override
    public void statementsEnded(RequestSummary summary) {
      all.forEach(one -> guarded(() -> one.statementsEnded(summary)));
    }

    @Override
    public void completed(CompletedRequest request) {
      all.forEach(one -> guarded(() -> one.completed(request)));
    }
  }

  private interface Entering {
    RequestObservation.Scope enter(RequestObservation observation);
  }
}
