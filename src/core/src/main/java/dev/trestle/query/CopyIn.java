package dev.trestle.query;

import dev.trestle.internal.query.CopyLease;
import dev.trestle.internal.query.CopyText;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jooq.QueryPart;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.TableField;
import org.jooq.impl.DSL;

/**
 * Rows to be copied into a table; made by {@link Copy#into}. Immutable, safe for all threads: it
 * may be kept in a static field.
 *
 * @param <R> the table's record
 * @param <T> what rows are made of
 */
public final class CopyIn<R extends Record, T> {
  private final Table<R> table;
  private final List<Column<T>> columns;

  private CopyIn(Table<R> table, List<Column<T>> columns) {
    this.table = table;
    this.columns = columns;
  }

  private record Column<T>(TableField<?, ?> field, CopyText type, Function<? super T, ?> value) {}

  static <R extends Record, T> CopyIn<R, T> into(Table<R> table) {
    return new CopyIn<>(table, List.of());
  }

  /**
   * The same with one more column. Columns that are not named get their defaults.
   *
   * @param <V> its type
   * @param column of the table
   * @param value of a row; may give null
   * @return a new one
   * @throws IllegalArgumentException if the column is there already, or has a type that is not
   *     copied, such as a row or a range
   */
  public <V> CopyIn<R, T> set(TableField<R, V> column, Function<? super T, ? extends V> value) {
    if (columns.stream().anyMatch(other -> other.field().equals(column))) {
      throw new IllegalArgumentException("The column " + column.getName() + " is set twice");
    }
    List<Column<T>> more = new ArrayList<>(columns);
    more.add(new Column<>(column, CopyText.of(column), value));
    return new CopyIn<>(table, List.copyOf(more));
  }

  /**
   * Copies rows, all or none.
   *
   * <pre>{@code
   * copy users (email, name) from stdin
   * }</pre>
   *
   * <p>Rows are taken one by one and sent in parts, so that they need not be in memory together; of
   * a {@link java.util.stream.Stream} give {@code stream::iterator}. If taking or reading one
   * throws, the copy is given up and the exception arrives as it was thrown; so it does for what
   * PostgreSQL refuses. The connection stays usable; a transaction it was in is to be undone, as
   * after any failure.
   *
   * @param db where to run it; within a transaction, its connection, which must not be used for the
   *     rows meanwhile
   * @param rows none of them null
   * @return how many were copied
   * @throws org.jooq.exception.DataAccessException if the database refuses them
   * @throws IllegalStateException if no column is set
   */
  public long from(DSLContext db, Iterable<? extends T> rows) {
    if (columns.isEmpty()) {
      throw new IllegalStateException(
          "A copy into "
              + table.getName()
              + " has no columns; name some with .set(column, row -> value)");
    }
    QueryPart[] names =
        columns.stream()
            .map(column -> column.field().getUnqualifiedName())
            .toArray(QueryPart[]::new);
    String sql = db.render(DSL.sql("copy {0} ({1}) from stdin", table, DSL.list(names)));
    List<CopyText> types = columns.stream().map(Column::type).toList();
    try (CopyLease lease = new CopyLease(db)) {
      return lease.in(sql, types, rows.iterator(), this::values);
    }
  }

  private Object[] values(T row) {
    Object[] values = new Object[columns.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = columns.get(i).value().apply(row);
    }
    return values;
  }
}
