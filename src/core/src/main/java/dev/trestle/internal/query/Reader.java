package dev.trestle.internal.query;

import java.sql.ResultSet;
import java.sql.SQLException;

/** Reads one column of the current row; null for SQL null. */
@FunctionalInterface
interface Reader {
  /**
   * The value.
   *
   * @param rows on a row
   * @param column from 1
   * @param scope for what only jOOQ's bindings read
   */
  Object read(ResultSet rows, int column, BindingScopes scope) throws SQLException;
}
