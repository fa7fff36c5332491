package dev.trestle.internal.query;

import dev.trestle.internal.sql.GenericPlan;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jooq.DataType;

/**
 * A statement as it is sent, and how its values go in and out. Immutable.
 *
 * @param sql with a question mark for each value
 * @param sent the same, and what goes around it
 * @param values to be bound, in order
 * @param shape of its rows
 * @param key of a relation's statement
 * @param change whether it is an {@code insert}, {@code update} or {@code delete}
 * @param several whether it is more than one, of which none can be explained
 */
record Rendered(
    String sql,
    String sent,
    List<Value> values,
    Shape shape,
    Key key,
    boolean change,
    boolean several) {
  Rendered(String sql, List<Value> values, Shape shape, Key key, boolean change) {
    this(sql, sql, values, shape, key, change, false);
  }

  /** The same with the plan that the server has for all arguments. */
  Rendered withGenericPlan() {
    return new Rendered(sql, GenericPlan.around(sql), values, shape, key, change, several);
  }

  /** Whether its rows are those of the second of what is sent. */
  boolean hasGenericPlan() {
    return !sent.equals(sql);
  }

  /**
   * Statements without relations as one text, which the driver sends in one go.
   *
   * @param all at least one; their arguments are bound one after the other
   */
  static Rendered together(List<Rendered> all, List<Object[]> arguments) {
    StringBuilder sql = new StringBuilder();
    List<Value> values = new ArrayList<>();
    int before = 0;
    for (int i = 0; i < all.size(); i++) {
      // On a line of its own, since a statement may end with a comment.
      sql.append(i == 0 ? "" : "\n;\n").append(all.get(i).sql);
      for (Value value : all.get(i).values) {
        values.add(
            value instanceof Value.Argument argument
                ? new Value.Argument(before + argument.position(), argument.binder())
                : value);
      }
      before += arguments.get(i).length;
    }
    Rendered first = all.getFirst();
    String text = sql.toString();
    return new Rendered(text, text, values, first.shape, first.key, false, true);
  }

  /** The question after its plan, with the same values. */
  Rendered explained() {
    return new Rendered("explain " + sql, values, shape, key, false);
  }

  /**
   * What ties the rows of a relation to their parents: bound as arrays, read from some columns.
   *
   * @param columns where they are, from 0
   * @param types of them
   * @param readers of them
   */
  record Key(int[] columns, List<DataType<?>> types, List<Reader> readers) {
    static Key of(List<Integer> columns, List<DataType<?>> types) {
      return new Key(
          columns.stream().mapToInt(i -> i).toArray(),
          types,
          types.stream().map(ColumnTypes::reader).toList());
    }

    /**
     * The key of a row: its one value, or a list of its values.
     *
     * @param cells of the row, as far as they are read
     */
    Object of(Object[] cells, ResultSet rows, BindingScopes scope) throws SQLException {
      if (columns.length == 1) {
        return part(0, cells, rows, scope);
      }
      List<Object> values = new ArrayList<>(columns.length);
      for (int i = 0; i < columns.length; i++) {
        values.add(part(i, cells, rows, scope));
      }
      return values;
    }

    private Object part(int part, Object[] cells, ResultSet rows, BindingScopes scope)
        throws SQLException {
      int column = columns[part];
      return column < cells.length
          ? cells[column]
          : readers.get(part).read(rows, column + 1, scope);
    }
  }

  /** Where a bound value comes from. */
  sealed interface Value {
    /** How it is bound. */
    Binder binder();

    /**
     * The value itself.
     *
     * @param arguments of the call
     * @param keys of the rows that a relation belongs to, an array for each part of the key
     */
    Object of(Object[] arguments, Object[][] keys);

    /** An argument of the call. */
    record Argument(int position, Binder binder) implements Value {
      @Override
      public Object of(Object[] arguments, Object[][] keys) {
        return arguments[position];
      }
    }

    /** A constant of the query. */
    record Constant(Object value, Binder binder) implements Value {
      @Override
      public Object of(Object[] arguments, Object[][] keys) {
        return value;
      }
    }

    /** The keys of the rows that a relation belongs to: an array. */
    record Keys(int position, Binder binder) implements Value {
      @Override
      public Object of(Object[] arguments, Object[][] keys) {
        return keys[position];
      }
    }
  }
}
