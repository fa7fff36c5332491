package dev.trestle.backfill;

import dev.trestle.DatabaseUrl;
import dev.trestle.internal.db.ConnectionFailures;
import dev.trestle.internal.db.Pooler;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The session of a run, which is alone with its backfill for as long as it is open. */
final class Sessions {
  private static final Logger LOG = LoggerFactory.getLogger("dev.trestle");
  private static final long POLL_MILLIS = 100;

  private Sessions() {}

  /** Waits for who runs the same backfill; the lock ends with the session, however that ends. */
  static Connection open(DatabaseUrl database, String name, Settings settings)
      throws SQLException, InterruptedException {
    Connection session = connect(database);
    try {
      set(
          session,
          Map.of(
              "application_name", "trestle backfill",
              "lock_timeout", settings.lockTimeout().toMillis() + "ms",
              "statement_timeout", settings.statementTimeout().toMillis() + "ms",
              "idle_session_timeout", "0",
              // As keys are written into statements, and read back by the next run.
              "standard_conforming_strings", "on",
              "IntervalStyle", "postgres",
              "extra_float_digits", "3"));
      takeLock(session, "dev.trestle.backfill:" + name);
      session.setAutoCommit(false);
      return session;
    } catch (SQLException | RuntimeException | InterruptedException e) {
      session.close();
      throw e;
    }
  }

  private static Connection connect(DatabaseUrl database) {
    try {
      Connection session =
          DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
      try {
        Pooler.refuseBetween(database, session, "Backfills");
        return session;
      } catch (SQLException | RuntimeException e) {
        session.close();
        throw e;
      }
    } catch (SQLException e) {
      throw new BackfillException(ConnectionFailures.explain(database, e), e);
    }
  }

  private static void set(Connection session, Map<String, String> settings) throws SQLException {
    try (PreparedStatement statement = session.prepareStatement("select set_config(?, ?, false)")) {
      for (Map.Entry<String, String> setting : settings.entrySet()) {
        statement.setString(1, setting.getKey());
        statement.setString(2, setting.getValue());
        statement.execute();
      }
    }
  }

  private static void takeLock(Connection session, String name)
      throws SQLException, InterruptedException {
    boolean told = false;
    try (PreparedStatement statement =
        session.prepareStatement("select pg_try_advisory_lock(hashtextextended(?, 0))")) {
      statement.setString(1, name);
      while (!isTrue(statement)) {
        if (!told) {
          told = true;
          LOG.info(
              "Another process{} runs this backfill already; waiting for its end",
              holder(session, name).map(pid -> " (in PostgreSQL " + pid + ")").orElse(""));
        }
        TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      }
    }
  }

  private static boolean isTrue(PreparedStatement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery()) {
      return row.next() && row.getBoolean(1);
    }
  }

  private static Optional<String> holder(Connection session, String name) throws SQLException {
    try (PreparedStatement statement =
        session.prepareStatement(
            "select pid from pg_locks, hashtextextended(?, 0) as number"
                + " where locktype = 'advisory' and granted and objsubid = 1"
                + " and database = (select oid from pg_database where datname = current_database())"
                + " and classid::bigint = (number >> 32) & 4294967295"
                + " and objid::bigint = number & 4294967295")) {
      statement.setString(1, name);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
      }
    }
  }
}
