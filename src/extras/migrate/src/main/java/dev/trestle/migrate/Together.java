package dev.trestle.migrate;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;

/** Follows Flyway through the files that it runs, each in a transaction. */
final class Together implements Callback {
  private static final Set<Event> EVENTS =
      Set.of(Event.BEFORE_MIGRATE, Event.BEFORE_EACH_MIGRATE, Event.BEFORE_EACH_MIGRATE_STATEMENT);

  private final LockTimes locks;
  private final MigrationListener listener;
  private final Function<MigrationInfo, Script> scripts;
  private final Consumer<Migration> applied;
  private Optional<MigrationInfo> file = Optional.empty();
  private int statement;
  private long start;
  private boolean failed;

  Together(
      LockTimes locks,
      MigrationListener listener,
      Function<MigrationInfo, Script> scripts,
      Consumer<Migration> applied) {
    this.locks = locks;
    this.listener = listener;
    this.scripts = scripts;
    this.applied = applied;
  }

  /** Tells that what runs has failed, and which that is; empty before the first. */
  Optional<Script> fail() {
    failed = true;
    return file.map(scripts);
  }

  /** Which of its statements, from 1; at least 1. */
  int statement() {
    return Math.max(statement, 1);
  }

  /** Tells that the last one is applied too. */
  void end() {
    if (!failed) {
      file.ifPresent(done -> {
        Migration migration = Statuses.applied(done, Duration.ofNanos(System.nanoTime() - start));
        applied.accept(migration);
        listener.applied(migration);
      });
    }
    file = Optional.empty();
    failed = false;
  }

  @Override
  public boolean supports(Event event, Context context) {
    return EVENTS.contains(event);
  }

  @Override
  public boolean canHandleInTransaction(Event event, Context context) {
    return true;
  }

  @Override
  public void handle(Event event, Context context) {
    switch (event) {
      case BEFORE_MIGRATE -> set(context, Session.settings(locks.timeout()));
      case BEFORE_EACH_MIGRATE -> {
        end();
        file = Optional.of(context.getMigrationInfo());
        statement = 0;
        start = System.nanoTime();
        // The file before may have set its own.
        set(context, Session.lockTimeout(locks.timeout()));
      }
      default -> {
        statement++;
        file.ifPresent(running -> listener.began(scripts.apply(running).step(statement)));
      }
    }
  }

  private static void set(Context context, String settings) {
    try {
      Session.execute(context.getConnection(), settings);
    } catch (SQLException e) {
      throw new FlywayException(e);
    }
  }

  @Override
  public String getCallbackName() {
    return "trestle";
  }
}
