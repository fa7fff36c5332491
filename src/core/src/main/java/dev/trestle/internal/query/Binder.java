package dev.trestle.internal.query;

import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Binds one value. */
@FunctionalInterface
interface Binder {
  /**
   * Binds.
   *
   * @param statement to be run
   * @param index from 1
   * @param value null for SQL null
   * @param scope for what only jOOQ's bindings bind
   */
  void bind(PreparedStatement statement, int index, Object value, BindingScopes scope)
      throws SQLException;
}
