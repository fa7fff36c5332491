package dev.trestle.internal.query;

import dev.trestle.query.Mapping;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jooq.Field;

/**
 * What the columns of a result become.
 *
 * @param columns as they are in the result
 * @param readers one for each column
 * @param nodes the values that a row is mapped from, made of columns
 * @param relations what is loaded by statements of their own
 */
record Shape(
    List<Field<?>> columns, List<Reader> readers, List<Node> nodes, List<Relation> relations) {

  /** One value of a row. */
  sealed interface Node {
    /**
     * The value.
     *
     * @param cells of the row
     * @param relations whose rows may belong to it
     * @param related those rows, of each relation by its key
     */
    Object of(Object[] cells, List<Relation> relations, List<Map<Object, List<Object>>> related);

    /** A column as it is. */
    record Leaf(int column) implements Node {
      @Override
      public Object of(
          Object[] cells, List<Relation> relations, List<Map<Object, List<Object>>> related) {
        return cells[column];
      }
    }

    /** Columns that become one value; null if all of them are. */
    record One(int first, int end, List<Node> nodes, Mapping<?, ?> mapping) implements Node {
      @Override
      public Object of(
          Object[] cells, List<Relation> relations, List<Map<Object, List<Object>>> related) {
        for (int i = first; i < end; i++) {
          if (cells[i] != null) {
            return mapping.apply(values(nodes, cells, relations, related));
          }
        }
        return null;
      }
    }

    /** The rows of a relation that belong to this one. */
    record Many(int relation) implements Node {
      @Override
      public Object of(
          Object[] cells, List<Relation> relations, List<Map<Object, List<Object>>> related) {
        Relation rows = relations.get(relation);
        Object key = RelationKey.of(cells, rows.firstKey(), rows.keyWidth());
        return Collections.unmodifiableList(related.get(relation).getOrDefault(key, List.of()));
      }
    }
  }

  /** The values that a row is mapped from, as {@link Node#of}. */
  Object[] values(Object[] cells, List<Map<Object, List<Object>>> related) {
    return values(nodes, cells, relations, related);
  }

  private static Object[] values(
      List<Node> nodes,
      Object[] cells,
      List<Relation> relations,
      List<Map<Object, List<Object>>> related) {
    Object[] values = new Object[nodes.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = nodes.get(i).of(cells, relations, related);
    }
    return values;
  }

  /**
   * A statement that loads what belongs to the rows of another.
   *
   * @param firstKey the first column of the parent's key, in the parent's result
   * @param child the statement; the last columns of its result are the key
   * @param mapping of its rows
   */
  record Relation(int firstKey, Rendered child, Mapping<?, ?> mapping) {
    int keyWidth() {
      return child.key().types().size();
    }
  }

  /** Whether a row is its columns, one by one. */
  boolean isFlat() {
    return nodes.size() == columns.size() && relations.isEmpty();
  }

  void read(ResultSet rows, Object[] cells, BindingScopes scope) throws SQLException {
    for (int i = 0; i < cells.length; i++) {
      cells[i] = readers.get(i).read(rows, i + 1, scope);
    }
  }
}
