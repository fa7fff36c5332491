package dev.trestle.migrate;

import dev.trestle.DatabaseUrl;
import dev.trestle.internal.db.ConnectionFailures;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.internal.exception.sqlExceptions.FlywaySqlUnableToConnectToDbException;
import org.flywaydb.core.internal.sqlscript.FlywaySqlScriptException;

/** What went wrong, each in one sentence or two. */
final class Failures {
  static final String LOCK_NOT_AVAILABLE = "55P03";
  static final String DEADLOCK = "40P01";
  private static final String IN_TRANSACTION = "25001";
  private static final String UNSAFE_NEW_VALUE = "55P04";
  private static final int STATEMENT_LENGTH = 80;

  private Failures() {}

  static MigrationException of(
      DatabaseUrl database, FlywayException failure, List<Migration> status) {
    return new MigrationException(explain(database, failure, status), failure);
  }

  private static String explain(
      DatabaseUrl database, FlywayException failure, List<Migration> status) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof FlywaySqlUnableToConnectToDbException) {
        return ConnectionFailures.explain(database, cause);
      }
      if (cause instanceof FlywaySqlScriptException script) {
        return statement(script);
      }
    }
    return status(status).or(() -> noHistory(database, failure)).orElse(firstLine(failure));
  }

  /** Why nothing can be applied over what was, if that is so. */
  static Optional<String> status(List<Migration> status) {
    String changed = files(status, Migration.State.CHANGED);
    if (!changed.isEmpty()) {
      return Optional.of(
          changed
              + " was changed after it was applied; restore it, and put the change into a new"
              + " migration.");
    }
    String missing = files(status, Migration.State.MISSING);
    if (!missing.isEmpty()) {
      return Optional.of(missing + " was applied but its file is gone; bring it back.");
    }
    String late = files(status, Migration.State.OUT_OF_ORDER);
    if (!late.isEmpty()) {
      return Optional.of(
          late
              + " is not applied, but a later one is; give it a number above all others, as it"
              + " comes after them now.");
    }
    return Optional.empty();
  }

  private static Optional<String> noHistory(DatabaseUrl database, FlywayException failure) {
    return String.valueOf(failure.getMessage()).contains("no schema history table")
        ? Optional.of(
            database
                + " has tables, but no history of migrations. If these are what the migrations up to"
                + " some version make, say up to which: make migrate-baseline version=1.")
        : Optional.empty();
  }

  private static String statement(FlywaySqlScriptException script) {
    String file = script.getResource() == null ? "A script" : script.getResource().getFilename();
    SQLException cause = script.getCause() instanceof SQLException sql ? sql : null;
    return refused(file, script.getLineNumber(), script.getStatement(), cause)
        + " Nothing of this file was kept; "
        + advice(cause)
        + ".";
  }

  /** What PostgreSQL refused, without what became of it. */
  static String refused(String file, int line, String sql, SQLException cause) {
    return "%s, line %d: PostgreSQL refused \"%s\": %s."
        .formatted(file, line, shortened(sql), cause == null ? "it failed" : firstLine(cause));
  }

  private static String advice(SQLException cause) {
    String state = cause == null ? "" : String.valueOf(cause.getSQLState());
    return switch (state) {
      case IN_TRANSACTION -> "put this statement into a file of its own, where it is run alone";
      case UNSAFE_NEW_VALUE -> "put alter type … add value into a file of its own, before this one";
      default -> "correct it and run again";
    };
  }

  static String locked(Script script, int number, LockTimes locks) {
    MigrationListener.Step step = script.step(number);
    String sql = script.statements().get(number - 1).sql();
    return "%s, line %d: \"%s\" did not get its lock in %d ms, %d times. Nothing of this file was kept;"
            .formatted(
                step.file(),
                step.line(),
                shortened(sql),
                locks.timeout().toMillis(),
                locks.attempts())
        + " see in pg_stat_activity which transaction stays open, and run again, or at a quieter"
        + " hour, or wait longer with MIGRATE_LOCK_TIMEOUT_MS.";
  }

  /** The SQLSTATE behind a failure; empty if there is none. */
  static String state(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && sql.getSQLState() != null) {
        return sql.getSQLState();
      }
    }
    return "";
  }

  static String shortened(String sql) {
    String line = sql.strip().replaceAll("\\s+", " ");
    return line.length() > STATEMENT_LENGTH ? line.substring(0, STATEMENT_LENGTH) + "…" : line;
  }

  /** The beginning of its message, without a full stop. */
  static String firstLine(Throwable failure) {
    return String.valueOf(failure.getMessage())
        .lines()
        .findFirst()
        .orElse("")
        .strip()
        .replaceAll("\\.$", "");
  }

  private static String files(List<Migration> migrations, Migration.State state) {
    return migrations.stream()
        .filter(migration -> migration.state() == state)
        .map(Migration::file)
        .collect(Collectors.joining(", "));
  }
}
