package dev.trestle.internal.query;

import java.sql.ResultSet;
import java.sql.SQLException;

/** Writes one column of the current row as JSON. */
@FunctionalInterface
interface JsonColumn {
  /**
   * Writes the value.
   *
   * @param rows on a row
   * @param column from 1
   * @param scope for what only jOOQ's bindings read
   * @param out takes it
   * @return whether there was one: false for SQL null, of which nothing is written
   */
  boolean write(ResultSet rows, int column, BindingScopes scope, JsonBuffer out)
      throws SQLException;
}
