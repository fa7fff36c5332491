package dev.trestle.internal.query;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jooq.DataType;

/**
 * A statement as it is sent, and how its values go in and out. Immutable.
 *
 * @param sql with a question mark for each value
 * @param values to be bound, in order
 * @param shape of its rows
 * @param key of a relation's statement
 */
record Rendered(String sql, List<Value> values, Shape shape, Key key) {
  /**
   * What ties the rows of a relation to their parents; bound as arrays, read from the last columns.
   *
   * @param first its first column, from 0
   * @param types of its columns
   */
  record Key(int first, List<DataType<?>> types) {
    static final Key NONE = new Key(0, List.of());

    /** The key of a row: its one value, or a list of its values. */
    Object read(ResultSet rows, BindingScopes scope) throws SQLException {
      if (types.size() == 1) {
        return ColumnTypes.reader(types.getFirst()).read(rows, first + 1, scope);
      }
      List<Object> values = new ArrayList<>(types.size());
      for (int i = 0; i < types.size(); i++) {
        values.add(ColumnTypes.reader(types.get(i)).read(rows, first + i + 1, scope));
      }
      return values;
    }
  }

  /** Where a bound value comes from. */
  sealed interface Value {
    /** How it is bound. */
    Binder binder();

    /** An argument of the call. */
    record Argument(int position, Binder binder) implements Value {}

    /** A constant of the query. */
    record Constant(Object value, Binder binder) implements Value {}

    /** The keys of the rows that a relation belongs to: an array. */
    record Keys(int position, Binder binder) implements Value {}
  }
}
