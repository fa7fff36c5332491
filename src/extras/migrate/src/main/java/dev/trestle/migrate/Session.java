package dev.trestle.migrate;

import dev.trestle.DatabaseUrl;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.ds.PGSimpleDataSource;

/** The sessions that migrations run in. */
final class Session {
  private static final String NAME = "trestle-migrate";

  /**
   * Upper halves of what Flyway locks while it works: "Fl", and one less if the lower is negative.
   */
  private static final String FLYWAY_LOCKS = "(18028, 18027)";

  /** The server notices within this time that its client was killed, and ends the statement. */
  private static final int CLIENT_CHECK_MILLIS = 1_000;

  private Session() {}

  static Connection open(DatabaseUrl database, Duration lockTimeout) throws SQLException {
    return open(database, lockTimeout, NAME);
  }

  /**
   * Opens one.
   *
   * @param name by which its orphans are found
   */
  static Connection open(DatabaseUrl database, Duration lockTimeout, String name)
      throws SQLException {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setURL(database.jdbcUrl());
    source.setUser(database.user());
    source.setPassword(database.password());
    source.setApplicationName(name);
    Connection session = source.getConnection();
    try {
      execute(session, settings(lockTimeout));
      return session;
    } catch (SQLException | RuntimeException e) {
      session.close();
      throw e;
    }
  }

  /** What each of them begins with. Servers that are not on Linux may not know the check. */
  static String settings(Duration lockTimeout) {
    return lockTimeout(lockTimeout)
        + "; select set_config('client_connection_check_interval', '"
        + CLIENT_CHECK_MILLIS
        + "', false) where version() ilike '%linux%'";
  }

  /** Zero is for as long as it takes. */
  static String lockTimeout(Duration timeout) {
    return "set lock_timeout = " + timeout.toMillis();
  }

  /**
   * Ends what a run that was killed left running: the server goes on with a statement whose client
   * is gone. To be called by who keeps all other runs out.
   */
  static void endOrphans(Connection keeper) throws SQLException {
    execute(
        keeper,
        "select pg_terminate_backend(pid, 30000) from pg_stat_activity"
            + " where datname = current_database() and usename = session_user"
            + " and (application_name = '"
            + NAME
            + "' or pid in (select pid from pg_locks where locktype = 'advisory' and granted"
            + " and database = (select oid from pg_database where datname = current_database())"
            + " and classid in "
            + FLYWAY_LOCKS
            + "))");
  }

  static void execute(Connection session, String sql) throws SQLException {
    try (Statement statement = session.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The first column of all rows, as text. */
  static List<String> all(Connection session, String sql, String... values) throws SQLException {
    try (PreparedStatement statement = session.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setString(i + 1, values[i]);
      }
      List<String> found = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(rows.getString(1));
        }
      }
      return found;
    }
  }
}
