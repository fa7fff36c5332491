package dev.trestle.check;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Which locks a session holds, by oid of the table or index.
 *
 * @param modes of each
 */
record Locks(Map<Long, Set<LockMode>> modes) {
  static final Locks NONE = new Locks(Map.of());

  private static final String HELD =
      "select l.relation::bigint, l.mode from pg_catalog.pg_locks l"
          + " where l.locktype = 'relation' and l.granted and l.pid = ?"
          + " and l.database = (select oid from pg_catalog.pg_database"
          + " where datname = pg_catalog.current_database())";

  /** Asked by another session than the one that holds them. */
  static Locks of(int process, Connection watcher) throws SQLException {
    Map<Long, Set<LockMode>> modes = new HashMap<>();
    try (PreparedStatement statement = watcher.prepareStatement(HELD)) {
      statement.setInt(1, process);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          modes
              .computeIfAbsent(rows.getLong(1), relation -> EnumSet.noneOf(LockMode.class))
              .add(LockMode.of(rows.getString(2)));
        }
      }
    }
    return new Locks(modes);
  }

  /** The strongest one. */
  LockMode on(long table) {
    return modes.getOrDefault(table, Set.of()).stream()
        .max(LockMode::compareTo)
        .orElse(LockMode.NONE);
  }

  /** The strongest one that was not there before. */
  LockMode gained(long table, Locks before) {
    Set<LockMode> old = before.modes.getOrDefault(table, Set.of());
    return modes.getOrDefault(table, Set.of()).stream()
        .filter(mode -> !old.contains(mode))
        .max(LockMode::compareTo)
        .orElse(LockMode.NONE);
  }
}
