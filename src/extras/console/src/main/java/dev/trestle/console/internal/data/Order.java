package dev.trestle.console.internal.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The order of a list that leaves open nowhere which row comes next: a column and the key. All of
 * it goes one way, so that where it goes on is one comparison of rows.
 *
 * @param columns that rows are ordered by
 * @param nullsFirstColumn whether the first may be null
 */
record Order(List<Column> columns, boolean nullsFirstColumn) {
  /** That of a table with a key; of others there is none. */
  static Optional<Order> of(Relation relation, Optional<String> sort) {
    if (!relation.hasKey()) {
      return Optional.empty();
    }
    List<Column> columns = new ArrayList<>();
    sort.flatMap(relation::column).ifPresent(columns::add);
    for (String name : relation.key()) {
      relation.column(name).filter(it -> !columns.contains(it)).ifPresent(columns::add);
    }
    return Optional.of(new Order(List.copyOf(columns), !columns.getFirst().notNull()));
  }

  /**
   * The clause, as PostgreSQL means it by itself: nulls are last, or first if it is turned round.
   */
  void write(Sql sql, boolean descending) {
    sql.add(" order by ");
    // Not by the text of that name, which is selected too.
    sql.each(columns, ", ", it -> sql.add("t.").name(it.name()).add(descending ? " desc" : ""));
  }

  /** The condition for rows behind one. */
  void writeBehind(Sql sql, List<Optional<String>> at, boolean descending) {
    if (at.getFirst().isPresent()) {
      sql.add("(");
      compare(sql, columns, at, descending);
      if (nullsFirstColumn && !descending) {
        sql.add(" or ").name(columns.getFirst().name()).add(" is null");
      }
    } else {
      sql.add("(").name(columns.getFirst().name()).add(" is null and ");
      compare(sql, columns.subList(1, columns.size()), at.subList(1, at.size()), descending);
      if (descending) {
        sql.add(" or ").name(columns.getFirst().name()).add(" is not null");
      }
    }
    sql.add(")");
  }

  private static void compare(
      Sql sql, List<Column> columns, List<Optional<String>> at, boolean descending) {
    sql.add("(").each(columns, ", ", it -> sql.name(it.name()));
    sql.add(descending ? ") < (" : ") > (").each(at, ", ", sql::value).add(")");
  }
}
