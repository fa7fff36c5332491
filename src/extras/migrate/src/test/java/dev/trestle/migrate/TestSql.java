package dev.trestle.migrate;

import dev.trestle.DatabaseUrl;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** One statement, on a connection of its own. */
final class TestSql {
  private TestSql() {}

  static Connection connect(DatabaseUrl database) throws SQLException {
    return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
  }

  static void execute(DatabaseUrl database, String sql) throws SQLException {
    try (Connection session = connect(database)) {
      Session.execute(session, sql);
    }
  }

  /** The first column of the first row, as text. */
  static String value(DatabaseUrl database, String sql) throws SQLException {
    try (Connection session = connect(database)) {
      return value(session, sql);
    }
  }

  static String value(Connection session, String sql) throws SQLException {
    return Session.all(session, sql).getFirst();
  }
}
