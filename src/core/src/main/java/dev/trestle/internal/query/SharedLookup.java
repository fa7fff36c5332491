package dev.trestle.internal.query;

import dev.trestle.internal.share.Lane;
import dev.trestle.internal.share.Sharing;
import dev.trestle.internal.share.Turn;
import dev.trestle.internal.watch.StatementScope;
import dev.trestle.internal.work.Cancellable;
import dev.trestle.internal.work.RequestWork;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jooq.Configuration;
import org.jooq.exception.DataAccessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the calls of one rendered lookup over one pool, together where they meet.
 *
 * <p>A call that leads takes a connection as it would alone, and only then those who wait, so that
 * the statement begins after all of them asked: each sees what was committed before. If the
 * statement fails, all whom it was for run it alone, so each gets the failure of its own arguments
 * and no other's. If it fails because the leader was cancelled, the others wait for the next
 * leader. Who is cancelled while he waits leaves, and the statement goes on; who waits for too long
 * leaves too, and goes alone.
 */
final class SharedLookup {
  private static final Logger LOG = LoggerFactory.getLogger("dev.trestle");

  /** SQLSTATEs of what is wrong with a statement, whatever its arguments. */
  private static final String NOT_UNDERSTOOD = "42";

  private final SharedForm form;
  private final Sharing sharing;
  private final Lane<SharedCall> lane;
  private volatile DataAccessException suspect;
  private volatile boolean refused;

  SharedLookup(SharedForm form, Sharing sharing) {
    this.form = form;
    this.sharing = sharing;
    this.lane = sharing.lane();
  }

  /**
   * Makes a call.
   *
   * @param calls what takes its rows; a new one if they are asked for again
   * @return the one that has them
   */
  <C extends SharedCall> C run(Configuration configuration, Rendered statement, Supplier<C> calls) {
    Optional<StatementScope> watch = StatementScope.of(configuration);
    long started = watch.isPresent() ? System.nanoTime() : 0;
    C call = calls.get();
    boolean answered =
        switch (turn(configuration, call)) {
          case LEADING -> lead(configuration, statement, call);
          case ANSWERED -> true;
          case WAITING, TAKEN, ALONE -> false;
        };
    if (!answered) {
      // Who left a statement may still be given rows by it.
      call = calls.get();
      try (Session session = new Session(configuration, Limits.NONE)) {
        alone(session, statement, call);
      }
      refuseIfSuspect();
    } else if (watch.isPresent() && call.together() > 1) {
      StatementReport.of(
          watch.get(),
          statement,
          call.arguments(),
          null,
          started,
          OptionalLong.of(call.rows()),
          Optional.empty(),
          call.together());
    }
    return call;
  }

  /** Waits until the call is answered, or has to do something. */
  private Turn.State turn(Configuration configuration, SharedCall call) {
    Optional<Turn<SharedCall>> entered = refused ? Optional.empty() : lane.enter(call);
    if (entered.isEmpty()) {
      return Turn.State.ALONE;
    }
    Turn<SharedCall> turn = entered.get();
    if (turn.isLeading()) {
      return Turn.State.LEADING;
    }
    try {
      return RequestWork.await(
          configuration.connectionProvider(),
          () -> {
            turn.await();
            return lane.settle(turn);
          });
    } catch (InterruptedException e) {
      lane.abandon(turn);
      Thread.currentThread().interrupt();
      throw new DataAccessException("Interrupted while a lookup was waiting for its turn", e);
    } catch (RuntimeException | Error e) {
      lane.abandon(turn);
      throw e;
    }
  }

  /**
   * Runs a statement for the call and for those who wait.
   *
   * @return false if it failed for all of them
   */
  private boolean lead(Configuration configuration, Rendered statement, SharedCall call) {
    List<Turn<SharedCall>> others = List.of();
    Turn.State outcome = Turn.State.ALONE;
    try (Session session = session(configuration)) {
      if (form.hasText() && !session.isTextTyped()) {
        // Alone the server chooses the type of a text, which it cannot for an array of them.
        lane.dismiss();
      }
      others = lane.take();
      if (others.isEmpty()) {
        alone(session, statement, call);
      } else {
        together(session, call, others);
      }
      outcome = Turn.State.ANSWERED;
      return true;
    } catch (RuntimeException e) {
      if (others.isEmpty()) {
        throw e;
      }
      sharing.failed();
      if (isCancelled(configuration)) {
        lane.putBack(others);
        others = List.of();
      } else if (e instanceof DataAccessException failure
          && failure.sqlState().startsWith(NOT_UNDERSTOOD)) {
        suspect = failure;
      }
      return false;
    } finally {
      lane.next();
      int answered = lane.end(others, outcome);
      if (outcome == Turn.State.ANSWERED && !others.isEmpty()) {
        sharing.answered(answered + 1);
      }
    }
  }

  /** A connection. If the pool has none, those who wait have to find that out each in its time. */
  private Session session(Configuration configuration) {
    try {
      return new Session(configuration, Limits.NONE);
    } catch (RuntimeException e) {
      if (!isCancelled(configuration)) {
        lane.dismiss();
      }
      throw e;
    }
  }

  private static boolean isCancelled(Configuration configuration) {
    try {
      Cancellable.refuseIfCancelled(configuration.connectionProvider());
      return false;
    } catch (DataAccessException e) {
      return true;
    }
  }

  /** The lookup alone went well: its shared form that did not is not sent again. */
  private void refuseIfSuspect() {
    DataAccessException failure = suspect;
    if (failure != null && !refused) {
      refused = true;
      LOG.warn(
          "A lookup is no longer shared, since PostgreSQL refuses its shared form ({}); leave out"
              + " .shared(): {}",
          failure.sqlState(),
          form.statement().sql());
    }
  }

  private void alone(Session session, Rendered statement, SharedCall call) {
    call.begin(1);
    try {
      session.query(statement, call.arguments(), null, (rows, scope) -> each(rows, scope, call));
    } catch (RuntimeException | Error e) {
      sharing.failed();
      throw e;
    }
    sharing.answered(1);
  }

  private static int each(ResultSet rows, BindingScopes scope, SharedCall call)
      throws SQLException {
    while (rows.next()) {
      call.add(rows, scope);
    }
    return call.rows();
  }

  private void together(Session session, SharedCall call, List<Turn<SharedCall>> others) {
    List<SharedCall> calls = new ArrayList<>(others.size() + 1);
    calls.add(call);
    others.forEach(other -> calls.add(other.call()));
    calls.forEach(it -> it.begin(calls.size()));
    int column = form.callColumn();
    session.unwatched(
        form.statement(),
        form.arrays(calls),
        (rows, scope) -> {
          int count = 0;
          while (rows.next()) {
            calls.get((int) rows.getLong(column) - 1).add(rows, scope);
            count++;
          }
          return count;
        });
  }
}
