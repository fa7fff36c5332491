package dev.trestle.check;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/**
 * What a transaction did with one table, by PostgreSQL's own counters.
 *
 * @param scans of the whole table
 * @param read rows that were read, by scans and through indexes
 * @param changed rows that were updated or deleted
 */
record Activity(long scans, long read, long changed) {
  static final Activity NONE = new Activity(0, 0, 0);

  private static final String COUNTERS =
      "select c.oid, pg_catalog.pg_stat_get_xact_numscans(c.oid),"
          + " pg_catalog.pg_stat_get_xact_tuples_returned(c.oid)"
          + " + pg_catalog.pg_stat_get_xact_tuples_fetched(c.oid),"
          + " pg_catalog.pg_stat_get_xact_tuples_updated(c.oid)"
          + " + pg_catalog.pg_stat_get_xact_tuples_deleted(c.oid)"
          + " from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace"
          + " where c.relkind in ('r', 'm') and"
          + CatalogReader.OURS;

  /** Of the transaction that asks. */
  static Map<Long, Activity> read(Connection connection) throws SQLException {
    Map<Long, Activity> tables = new HashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(COUNTERS)) {
      while (rows.next()) {
        tables.put(
            rows.getLong(1), new Activity(rows.getLong(2), rows.getLong(3), rows.getLong(4)));
      }
    }
    return tables;
  }

  Activity since(Activity before) {
    return new Activity(scans - before.scans, read - before.read, changed - before.changed);
  }
}
