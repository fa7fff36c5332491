package dev.trestle.migrate;

import dev.trestle.DatabaseUrl;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/** Whether the history of a database may begin with what it has. */
final class Baseline {
  private static final String HAS_HISTORY = "select to_regclass(?) is not null";
  private static final String HAS_TABLES =
      "select exists (select from pg_class c join pg_namespace n on n.oid = c.relnamespace"
          + " where c.relkind in ('r', 'p') and n.nspname !~ '^pg_' and c.relname <> ?"
          + " and n.nspname <> 'information_schema')";

  private Baseline() {}

  static void check(
      DatabaseUrl database,
      Connection session,
      String history,
      List<Migration> files,
      String version)
      throws SQLException {
    if (files.stream().noneMatch(file -> file.version().equals(version))) {
      throw new MigrationException(
          "There is no migration of version '"
              + version
              + "'; write one of "
              + files.stream().map(Migration::version).collect(Collectors.joining(", "))
              + ".",
          null);
    }
    if (is(session, HAS_HISTORY, history)) {
      throw new MigrationException(
          database + " has a history of migrations already, which goes on by itself: migrate.",
          null);
    }
    if (!is(session, HAS_TABLES, history)) {
      throw new MigrationException(
          database + " has no tables; migrate makes them, and begins the history.", null);
    }
  }

  private static boolean is(Connection session, String sql, String value) throws SQLException {
    try (PreparedStatement statement = session.prepareStatement(sql)) {
      statement.setString(1, value);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }
}
