package dev.trestle.migrate;

import dev.trestle.DatabaseUrl;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.flywaydb.core.api.MigrationInfo;

/**
 * Runs a file of one statement that cannot run in a transaction. Whatever happens to it, or to this
 * process, the next run finds out what there is of it, and does the rest.
 */
record Alone(DatabaseUrl database, History history, LockTimes locks, MigrationListener listener) {
  /**
   * Runs it.
   *
   * @param begun whether an earlier run began the very same file, and did not come to its end
   * @return how long it took
   * @throws MigrationException if it is refused; then nothing of it is left
   */
  Duration run(MigrationInfo file, Script script, boolean begun) throws SQLException {
    Script.Statement statement = script.statements().getFirst();
    Unfinished unfinished = Unfinished.of(statement);
    long start = System.nanoTime();
    try (Connection session = Session.open(database, lockTimeout(statement))) {
      boolean done = false;
      if (begun) {
        clear(session, script, unfinished);
        done = unfinished.isDone(session);
      } else {
        refuse(script, statement, unfinished.refusal(session));
        history.begin(session, file);
      }
      if (!done) {
        execute(session, file, script, unfinished);
      }
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      history.end(session, file.getVersion().getVersion(), took);
      return took;
    }
  }

  private static void refuse(Script script, Script.Statement statement, Optional<String> reason) {
    if (reason.isPresent()) {
      throw new MigrationException(
          "%s, line %d: \"%s\" is not begun: %s."
              .formatted(
                  script.file(),
                  statement.line(),
                  Failures.shortened(statement.sql()),
                  reason.get()),
          null);
    }
  }

  private void execute(Connection session, MigrationInfo file, Script script, Unfinished unfinished)
      throws SQLException {
    Script.Statement statement = script.statements().getFirst();
    for (int attempt = 1; ; attempt++) {
      listener.began(script.step(1));
      try {
        Session.execute(session, statement.sql());
        return;
      } catch (SQLException e) {
        if (session.isClosed()) {
          throw new MigrationException(
              Failures.refused(script.file(), statement.line(), statement.sql(), e)
                  + " Run again: what it left is removed then.",
              e);
        }
        if (unfinished.clear(session).isPresent() && unfinished.isDone(session)) {
          return;
        }
        if (!Locked.is(e) || attempt == locks.attempts()) {
          history.forget(session, file.getVersion().getVersion());
          throw new MigrationException(
              Locked.is(e)
                  ? Failures.locked(script, 1, locks)
                  : Failures.refused(script.file(), statement.line(), statement.sql(), e)
                      + " Nothing of it was kept; correct it and run again.",
              e);
        }
        Locked.pause(listener, locks, script.step(1), attempt);
      }
    }
  }

  private void clear(Connection session, Script script, Unfinished unfinished) throws SQLException {
    unfinished.clear(session).ifPresent(what -> listener.cleared(script.file(), what));
  }

  /**
   * What is done concurrently waits for others without making anybody wait, for as long as their
   * transactions take.
   */
  private Duration lockTimeout(Script.Statement statement) {
    return statement.bare().matches("(?is).*\\bconcurrently\\b.*")
        ? Duration.ZERO
        : locks.timeout();
  }
}
