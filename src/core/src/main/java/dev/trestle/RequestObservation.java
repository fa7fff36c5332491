package dev.trestle;

import dev.trestle.query.Execution;
import dev.trestle.query.PlanSource;
import dev.trestle.query.RequestSummary;
import java.util.Optional;

/**
 * One request, as a {@link RequestListener} follows it from its begin to its end. May be called by
 * several threads, also at once. What it throws is logged the first time and changes nothing.
 */
@FunctionalInterface
public interface RequestObservation {
  /** Is told nothing. */
  RequestObservation NONE =
      new RequestObservation() {
        @Override
        public Scope enter() {
          return Scope.NONE;
        }
      };

  /**
   * From here on until the scope is closed, this thread works for the request: it runs its
   * function, writes its stream, makes an answer that is kept, or tells of one of its statements.
   * The thread may be within such a scope already.
   *
   * @return closed by the same thread
   */
  Scope enter();

  /**
   * The same for a task after the answer ({@link After}). If that fails, listeners of {@link
   * TrestleBuilder#onFailure} are told within the scope.
   *
   * @return closed by the same thread when the task is over, mostly after {@link #completed}
   */
  default Scope after() {
    return enter();
  }

  /**
   * A statement of the request has ended, well or badly, also one that was made for it to be kept.
   * Told within {@link #enter}, on the thread that waits for the statement, before listeners to
   * statements are.
   *
   * @param execution what ran
   * @param plan to ask for its plan later, which shows values; empty where there is none, of what
   *     travelled together, and outside of {@linkplain TrestleBuilder#development development}
   */
  default void executed(Execution execution, Optional<PlanSource> plan) {}

  /**
   * Nothing is asked of the database any more for the answer. Told of a request that took the
   * database.
   *
   * @param summary of its statements
   */
  default void statementsEnded(RequestSummary summary) {}

  /**
   * The last byte of the answer was sent, or will never be.
   *
   * @param request as every listener is told of it
   */
  default void completed(CompletedRequest request) {}

  /** What a thread does for a request. */
  @FunctionalInterface
  interface Scope extends AutoCloseable {
    /** Of nothing. */
    Scope NONE = () -> {};

    /** Ends it: the thread is what it was before. */
    @Override
    void close();
  }
}
