package dev.trestle.backfill;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The table of a backfill with its primary key. Values of the key are text, as PostgreSQL writes
 * them, so that a key of any type and of any number of columns is kept, compared and read alike.
 *
 * @param table quoted, with its schema
 * @param alias quoted, as columns are qualified
 * @param key its columns, quoted, in the order of the index
 * @param types of those columns
 */
record Target(String table, String alias, List<String> key, List<String> types) {
  /**
   * Finds it.
   *
   * @throws BackfillException if there is no such table, or none that can be gone through by key
   */
  static Target of(Connection session, Definition definition) throws SQLException {
    String found;
    String alias;
    try (PreparedStatement statement =
        session.prepareStatement(
            "select relkind::text, oid::regclass::text, quote_ident(relname),"
                + " (select quote_ident(nspname) from pg_namespace where oid = relnamespace)"
                + " from pg_class where oid = to_regclass(?)")) {
      statement.setString(1, definition.table());
      try (ResultSet row = statement.executeQuery()) {
        if (!row.next()) {
          throw new BackfillException(
              "There is no table "
                  + definition.table()
                  + " in "
                  + session.getCatalog()
                  + "; correct the name, with its schema unless that is in the search path.");
        }
        if (!List.of("r", "p").contains(row.getString(1))) {
          throw new BackfillException(
              row.getString(2) + " is no table; a backfill goes through the rows of a table.");
        }
        alias = row.getString(3);
        found = row.getString(4) + "." + alias;
      }
    }
    return withKey(session, found, alias);
  }

  private static Target withKey(Connection session, String table, String alias)
      throws SQLException {
    List<String> key = new ArrayList<>();
    List<String> types = new ArrayList<>();
    try (PreparedStatement statement =
        session.prepareStatement(
            "select quote_ident(attname), format_type(atttypid, atttypmod)"
                + " from pg_index"
                + " cross join lateral unnest(indkey) with ordinality as part (number, position)"
                + " join pg_attribute on attrelid = indrelid and attnum = part.number"
                + " where indrelid = to_regclass(?) and indisprimary and position <= indnkeyatts"
                + " order by position")) {
      statement.setString(1, table);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          key.add(rows.getString(1));
          types.add(rows.getString(2));
        }
      }
    }
    if (key.isEmpty()) {
      throw new BackfillException(
          table + " has no primary key; a backfill goes from key to key, so add one first.");
    }
    return new Target(table, alias, List.copyOf(key), List.copyOf(types));
  }

  /** As {@code text[]}. */
  String keyAsText() {
    return key.stream()
        .map(column -> column(column) + "::text")
        .collect(Collectors.joining(", ", "array[", "]"));
  }

  String order(String direction) {
    return columns(column -> column + direction);
  }

  /** A condition of all rows behind the one key, up to and with the other. */
  String range(List<String> after, List<String> last) {
    String upTo = "(" + order("") + ") <= (" + values(last) + ")";
    return after.isEmpty() ? upTo : "(" + order("") + ") > (" + values(after) + ") and " + upTo;
  }

  private String columns(Function<String, String> each) {
    return key.stream().map(this::column).map(each).collect(Collectors.joining(", "));
  }

  private String column(String name) {
    return alias + "." + name;
  }

  /** Not bound, because what a user wrote beside them may have question marks of its own. */
  private String values(List<String> texts) {
    List<String> values = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      values.add("cast('" + texts.get(i).replace("'", "''") + "' as " + types.get(i) + ")");
    }
    return String.join(", ", values);
  }
}
