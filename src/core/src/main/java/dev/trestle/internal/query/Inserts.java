package dev.trestle.internal.query;

import static org.jooq.impl.DSL.defaultValue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.InsertValuesStepN;
import org.jooq.TableRecord;
import org.jooq.impl.DSL;

/** Inserts of records, of which only the fields count that were set. */
public final class Inserts {
  /** From here on jOOQ writes values into the SQL; PostgreSQL itself takes twice as many. */
  private static final int MOST_VALUES = 32_767;

  private Inserts() {}

  /** The fields that were set in any of the rows; if none was, one whose default all get. */
  public static <R extends TableRecord<R>> List<Field<?>> touched(List<R> rows) {
    Field<?>[] fields = rows.getFirst().getTable().fields();
    List<Field<?>> touched =
        Stream.<Field<?>>of(fields)
            .filter(field -> rows.stream().anyMatch(row -> row.touched(field)))
            .toList();
    return touched.isEmpty() ? List.of(fields[0]) : touched;
  }

  /** The rows in parts that each fit into one statement. */
  public static <R> List<List<R>> chunks(List<R> rows, int columns) {
    int size = Math.max(1, MOST_VALUES / columns);
    List<List<R>> chunks = new ArrayList<>();
    for (int from = 0; from < rows.size(); from += size) {
      chunks.add(rows.subList(from, Math.min(from + size, rows.size())));
    }
    return chunks;
  }

  /** {@code insert into … (…) values (…), …}. */
  public static <R extends TableRecord<R>> InsertValuesStepN<R> of(
      DSLContext db, List<R> rows, List<Field<?>> fields) {
    InsertValuesStepN<R> insert = db.insertInto(rows.getFirst().getTable(), fields);
    for (R row : rows) {
      insert = insert.values(fields.stream().<Field<?>>map(field -> value(row, field)).toList());
    }
    return insert;
  }

  private static <V> Field<V> value(TableRecord<?> row, Field<V> field) {
    return row.touched(field) ? DSL.val(row.get(field), field) : defaultValue(field);
  }
}
