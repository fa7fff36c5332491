package dev.trestle.backfill;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The table {@code trestle_backfill}, a row for each backfill: how far it is. It is written in the
 * transaction of the batch that it tells of, so the two are never apart.
 */
final class Journal {
  static final String TABLE = "trestle_backfill";

  private static final String CREATE =
      """
      create table if not exists trestle_backfill (
        name          text primary key,
        table_name    text not null,
        assignments   text not null,
        condition     text not null,
        -- The key up to which all rows are done; null before the first batch.
        last_key      text[],
        -- The last key when it began; null if there was none.
        end_key       text[],
        rows_expected bigint not null,
        rows_done     bigint not null default 0,
        rows_changed  bigint not null default 0,
        started_at    timestamptz not null default now(),
        updated_at    timestamptz not null default now(),
        finished_at   timestamptz
      )
      """;

  private final Connection session;
  private final Definition definition;

  /** How far it is; the keys are empty where there is none. */
  record Entry(
      List<String> last, List<String> end, long expected, long done, long changed, boolean over) {}

  Journal(Connection session, Definition definition) {
    this.session = session;
    this.definition = definition;
  }

  /** Makes the table unless it is there, in the first schema of the search path. */
  static void create(Connection session) throws SQLException {
    try (Statement statement = session.createStatement()) {
      try (ResultSet row =
          statement.executeQuery("select to_regclass('" + TABLE + "') is not null")) {
        row.next();
        if (row.getBoolean(1)) {
          return;
        }
      }
      // "if not exists" alone fails for one of two that create it at once.
      statement.execute("select pg_advisory_xact_lock(hashtextextended('" + TABLE + "', 0))");
      statement.execute(CREATE);
    }
  }

  /**
   * Begins, unless it has begun.
   *
   * @throws BackfillException if something else has begun under that name
   */
  void begin(List<String> end, long expected) throws SQLException {
    try (PreparedStatement statement =
        session.prepareStatement(
            "insert into trestle_backfill"
                + " (name, table_name, assignments, condition, end_key, rows_expected)"
                + " values (?, ?, ?, ?, ?, ?) on conflict (name) do nothing")) {
      statement.setString(1, definition.name());
      statement.setString(2, definition.table());
      statement.setString(3, definition.assignments());
      statement.setString(4, definition.condition());
      statement.setArray(5, array(end));
      statement.setLong(6, expected);
      statement.executeUpdate();
    }
  }

  boolean hasBegun() throws SQLException {
    try (PreparedStatement statement =
        session.prepareStatement(
            "select table_name, assignments, condition from trestle_backfill where name = ?")) {
      statement.setString(1, definition.name());
      try (ResultSet row = statement.executeQuery()) {
        if (!row.next()) {
          return false;
        }
        Definition begun =
            new Definition(definition.name(), row.getString(1), row.getString(2), row.getString(3));
        if (!begun.equals(definition)) {
          throw new BackfillException(
              "The backfill "
                  + definition.name()
                  + " has begun as \""
                  + begun
                  + "\"; give \""
                  + definition
                  + "\" another name.");
        }
        return true;
      }
    }
  }

  /** Locks the entry until the transaction ends, so that no two batches are under way. */
  Entry lock() throws SQLException {
    try (PreparedStatement statement =
        session.prepareStatement(
            "select last_key, end_key, rows_expected, rows_done, rows_changed,"
                + " finished_at is not null"
                + " from trestle_backfill where name = ? for update")) {
      statement.setString(1, definition.name());
      try (ResultSet row = statement.executeQuery()) {
        if (!row.next()) {
          throw new BackfillException(
              "Somebody has deleted the row of "
                  + definition.name()
                  + " in "
                  + TABLE
                  + "; run it again from the beginning.");
        }
        return new Entry(
            list(row.getArray(1)),
            list(row.getArray(2)),
            row.getLong(3),
            row.getLong(4),
            row.getLong(5),
            row.getBoolean(6));
      }
    }
  }

  void advance(List<String> last, long rows, long changed) throws SQLException {
    try (PreparedStatement statement =
        session.prepareStatement(
            "update trestle_backfill set last_key = ?, rows_done = rows_done + ?,"
                + " rows_changed = rows_changed + ?, updated_at = now() where name = ?")) {
      statement.setArray(1, array(last));
      statement.setLong(2, rows);
      statement.setLong(3, changed);
      statement.setString(4, definition.name());
      statement.executeUpdate();
    }
  }

  void finish() throws SQLException {
    try (PreparedStatement statement =
        session.prepareStatement(
            "update trestle_backfill set finished_at = now(), updated_at = now()"
                + " where name = ?")) {
      statement.setString(1, definition.name());
      statement.executeUpdate();
    }
  }

  private Array array(List<String> key) throws SQLException {
    return key.isEmpty() ? null : session.createArrayOf("text", key.toArray());
  }

  static List<String> list(Array array) throws SQLException {
    return array == null ? List.of() : List.of((String[]) array.getArray());
  }
}
