package dev.trestle.migrate;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import org.flywaydb.core.api.MigrationInfo;

/**
 * Flyway's table of what was applied, for a file that runs without a transaction: its row is there
 * before it begins, as failed, so that a later run knows that what it finds half done is its own.
 */
record History(String table) {
  /** Notes that a file begins. */
  void begin(Connection session, MigrationInfo file) throws SQLException {
    try (PreparedStatement insert =
        session.prepareStatement(
            "insert into "
                + table
                + " (installed_rank, version, description, type, script, checksum, installed_by,"
                + " execution_time, success)"
                + " select coalesce(max(installed_rank), 0) + 1, ?, ?, ?, ?, ?, current_user, 0,"
                + " false from "
                + table)) {
      insert.setString(1, file.getVersion().getVersion());
      insert.setString(2, file.getDescription());
      insert.setString(3, file.getType().name());
      insert.setString(4, file.getScript());
      insert.setObject(5, file.getResolvedChecksum());
      insert.executeUpdate();
    }
  }

  /** Notes that it is applied. */
  void end(Connection session, String version, Duration took) throws SQLException {
    try (PreparedStatement update =
        session.prepareStatement(
            "update "
                + table
                + " set success = true, execution_time = ?, installed_on = now()"
                + " where version = ? and not success")) {
      update.setInt(1, (int) Math.min(took.toMillis(), Integer.MAX_VALUE));
      update.setString(2, version);
      update.executeUpdate();
    }
  }

  /** Forgets that it began. */
  void forget(Connection session, String version) throws SQLException {
    try (PreparedStatement delete =
        session.prepareStatement("delete from " + table + " where version = ? and not success")) {
      delete.setString(1, version);
      delete.executeUpdate();
    }
  }
}
