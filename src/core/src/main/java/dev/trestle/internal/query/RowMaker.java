package dev.trestle.internal.query;

import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.ResultQuery;
import org.jooq.Table;
import org.jooq.TableField;

/**
 * Makes a value of a row.
 *
 * @param <T> the value
 */
@FunctionalInterface
interface RowMaker<T> {
  /**
   * The value.
   *
   * @param row not kept: it may be used for the next
   */
  T make(Object[] row);

  /** Makes jOOQ's own records: the table's if the query is for all of one, as jOOQ would. */
  static RowMaker<Record> records(DSLContext db, ResultQuery<?> query) {
    List<Field<?>> fields = Columns.of(query);
    for (Field<?> field : fields) {
      if (field instanceof TableField<?, ?> column
          && column.getTable() instanceof Table<?> table
          && table.getRecordType().equals(query.getRecordType())
          && !table.getRecordType().equals(Record.class)) {
        return row -> filled(db.newRecord(table), row);
      }
    }
    Field<?>[] columns = fields.toArray(Field<?>[]::new);
    return row -> filled(db.newRecord(columns), row);
  }

  private static Record filled(Record record, Object[] row) {
    record.fromArray(row);
    record.touched(false);
    return record;
  }
}
