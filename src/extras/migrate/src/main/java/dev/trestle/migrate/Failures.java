package dev.trestle.migrate;

import dev.trestle.DatabaseUrl;
import dev.trestle.internal.db.ConnectionFailures;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.internal.exception.sqlExceptions.FlywaySqlUnableToConnectToDbException;
import org.flywaydb.core.internal.sqlscript.FlywaySqlScriptException;

/** Flyway's exceptions, each in one sentence. */
final class Failures {
  private static final int STATEMENT_LENGTH = 80;

  private Failures() {}

  static String explain(DatabaseUrl database, FlywayException failure, List<Migration> status) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof FlywaySqlUnableToConnectToDbException) {
        return ConnectionFailures.explain(database, cause);
      }
      if (cause instanceof FlywaySqlScriptException script) {
        return statement(script);
      }
    }
    String changed = files(status, Migration.State.CHANGED);
    if (!changed.isEmpty()) {
      return changed
          + " was changed after it was applied; restore it, and put the change into a new"
          + " migration.";
    }
    String failed = files(status, Migration.State.FAILED);
    if (!failed.isEmpty()) {
      return failed
          + " began outside a transaction and did not end; repair what it left, delete its row from"
          + " the history table, and run again.";
    }
    String missing = files(status, Migration.State.MISSING);
    if (!missing.isEmpty()) {
      return missing + " was applied but its file is gone; bring it back.";
    }
    return String.valueOf(failure.getMessage()).lines().findFirst().orElse("").strip();
  }

  private static String statement(FlywaySqlScriptException script) {
    String file = script.getResource() == null ? "A script" : script.getResource().getFilename();
    String statement = script.getStatement().strip().replaceAll("\\s+", " ");
    String shown =
        statement.length() > STATEMENT_LENGTH
            ? statement.substring(0, STATEMENT_LENGTH) + "…"
            : statement;
    return file
        + ", line "
        + script.getLineNumber()
        + ": PostgreSQL refused \""
        + shown
        + "\": "
        + message(script)
        + ". Nothing of this file was kept; correct it and run again.";
  }

  private static String message(FlywaySqlScriptException script) {
    return script.getCause() instanceof SQLException sql
        ? String.valueOf(sql.getMessage()).lines().findFirst().orElse("").strip()
        : "it failed";
  }

  private static String files(List<Migration> migrations, Migration.State state) {
    return migrations.stream()
        .filter(migration -> migration.state() == state)
        .map(Migration::file)
        .collect(Collectors.joining(", "));
  }
}
