package dev.trestle.internal.query;

import java.util.List;
import org.jooq.Context;
import org.jooq.Field;
import org.jooq.Fields;
import org.jooq.Query;
import org.jooq.Select;

/** The columns of queries. */
final class Columns {
  private Columns() {}

  /** What a query selects, or returns; none if it has no rows, or does not say. */
  @SuppressWarnings("deprecation") // fields() of a select are those of its derived table.
  static List<Field<?>> of(Query query) {
    if (query instanceof Select<?> select) {
      return List.copyOf(select.getSelect());
    }
    return query instanceof Fields rows ? List.of(rows.fields()) : List.of();
  }

  /** Writes columns one after the other, where jOOQ expects one. */
  static void accept(Context<?> context, List<? extends Field<?>> fields) {
    String separator = "";
    for (Field<?> field : fields) {
      context.sql(separator).visit(field);
      separator = ", ";
    }
  }
}
