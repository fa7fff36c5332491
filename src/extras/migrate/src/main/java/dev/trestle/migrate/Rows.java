package dev.trestle.migrate;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How many rows a database holds.
 *
 * @param byTable a partitioned table with all its partitions, any other one without those that
 *     inherit from it
 */
record Rows(Map<String, Long> byTable) {
  /** What is there to say how migrations, seeds and backfills went is nobody's work. */
  private static final String TABLES =
      """
      select format('%%I.%%I', n.nspname, c.relname),
        format(case c.relkind when 'p' then '%%I.%%I' else 'only %%I.%%I' end, n.nspname, c.relname)
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p') and not c.relispartition
        and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
        and c.relname not in ('%s', '%s', 'trestle_backfill')
      order by 1
      """
          .formatted(Migrations.SCHEMA, Migrations.SEEDS);

  /**
   * Counts them, in the session's own transactions.
   *
   * @throws SQLException if a table is not to be read by this role, or not wholly
   */
  static Rows of(Connection session) throws SQLException {
    Map<String, String> tables = new LinkedHashMap<>();
    Map<String, Long> rows = new LinkedHashMap<>();
    try (Statement statement = session.createStatement()) {
      // A policy must not hide rows, but fail.
      statement.execute("set row_security = off");
      try (ResultSet found = statement.executeQuery(TABLES)) {
        while (found.next()) {
          tables.put(found.getString(1), found.getString(2));
        }
      }
      tables.put("pg_largeobject", "pg_largeobject_metadata");
      for (Map.Entry<String, String> table : tables.entrySet()) {
        try (ResultSet row = statement.executeQuery("select count(*) from " + table.getValue())) {
          row.next();
          rows.put(table.getKey(), row.getLong(1));
        }
      }
    }
    return new Rows(rows);
  }

  /** In which tables it holds more than another one, and how many. */
  Map<String, Long> moreThan(Rows other) {
    Map<String, Long> more = new LinkedHashMap<>();
    byTable.forEach((table, count) -> {
      long difference = count - other.byTable.getOrDefault(table, 0L);
      if (difference > 0) {
        more.put(table, difference);
      }
    });
    return more;
  }
}
