package dev.trestle.console.internal.data;

/** Values as texts, of which as much is asked for as is shown: they may be enormous. */
final class Values {
  private Values() {}

  /** The first characters of a value, as PostgreSQL writes it. */
  static void beginning(Sql sql, Column column, int length) {
    if (column.isBytes()) {
      // Not all of it, only to throw most of it away.
      sql.add("'\\x' || encode(substring(").name(column.name());
      sql.add(" from 1 for " + length / 2 + "), 'hex')");
    } else {
      sql.add("left(").name(column.name()).add("::text, " + length + ")");
    }
  }
}
