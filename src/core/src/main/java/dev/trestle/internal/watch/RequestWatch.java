package dev.trestle.internal.watch;

import dev.trestle.CompletedRequest;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who is told of requests that are over. Where nobody is, there is none of these. */
public final class RequestWatch {
  private static final Logger LOG = LoggerFactory.getLogger("dev.trestle");

  private final List<Consumer<CompletedRequest>> listeners;
  private final AtomicBoolean failed = new AtomicBoolean();

  private RequestWatch(List<Consumer<CompletedRequest>> listeners) {
    this.listeners = List.copyOf(listeners);
  }

  /**
   * A watch for these.
   *
   * @return empty if there are none
   */
  public static Optional<RequestWatch> of(List<Consumer<CompletedRequest>> listeners) {
    return listeners.isEmpty() ? Optional.empty() : Optional.of(new RequestWatch(listeners));
  }

  /** Tells all of them, also those after one that fails. */
  public void completed(CompletedRequest request) {
    for (Consumer<CompletedRequest> listener : listeners) {
      try {
        listener.accept(request);
      } catch (Exception | AssertionError | LinkageError | StackOverflowError e) {
        if (failed.compareAndSet(false, true)) {
          LOG.error("A listener of requests failed; this is logged once", e);
        }
      }
    }
  }
}
