package dev.trestle.internal.query;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * A call of a shared lookup, which takes rows on whatever thread has them: on one at a time, before
 * its caller goes on, unless that has left.
 */
abstract class SharedCall {
  private final Object[] arguments;
  private int rows;
  private int together;

  SharedCall(Object[] arguments) {
    this.arguments = arguments;
  }

  /** To be asked for. */
  Object[] arguments() {
    return arguments;
  }

  /**
   * Forgets the rows of a statement that failed.
   *
   * @param calls how many the next statement answers
   */
  final void begin(int calls) {
    together = calls;
    rows = 0;
    clear();
  }

  /** Takes a row that the cursor is on. */
  final void add(ResultSet row, BindingScopes scope) throws SQLException {
    rows++;
    read(row, scope);
  }

  /** How many rows it has. */
  int rows() {
    return rows;
  }

  /** How many calls were answered with it, itself included. */
  int together() {
    return together;
  }

  abstract void clear();

  abstract void read(ResultSet row, BindingScopes scope) throws SQLException;
}
