package dev.trestle.internal.query;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How the rows of a statement are written as JSON. Immutable, but that it remembers how much there
 * was last time.
 *
 * @param parts of a row, in order
 * @param relations what is loaded by statements of their own, in the order of the gaps for them
 * @param lastSize of all rows, in bytes
 */
record JsonShape(List<Part> parts, List<JsonShape> relations, AtomicInteger lastSize) {
  private static final int LEAST_CAPACITY = 256;
  private static final int MOST_CAPACITY = 1 << 20;

  JsonShape(List<Part> parts, List<JsonShape> relations) {
    this(parts, relations, new AtomicInteger());
  }

  /** To be filled with rows; not much larger than what they need. */
  JsonLevel level() {
    int last = lastSize.getPlain();
    return new JsonLevel(
        relations.size(), Math.clamp(last + (last >> 4), LEAST_CAPACITY, MOST_CAPACITY));
  }

  /** Some of a row. */
  sealed interface Part {
    void write(ResultSet rows, BindingScopes scope, JsonLevel out) throws SQLException;
  }

  void write(ResultSet rows, BindingScopes scope, JsonLevel out) throws SQLException {
    for (int i = 0; i < parts.size(); i++) {
      parts.get(i).write(rows, scope, out);
    }
  }

  /** Brackets and such. */
  record Text(byte[] json) implements Part {
    @Override
    public void write(ResultSet rows, BindingScopes scope, JsonLevel out) {
      out.json().write(json);
    }
  }

  /**
   * A column.
   *
   * @param before what is written ahead of it, usually its name
   * @param column from 1
   * @param primitive names the component if that cannot be null, else is empty
   */
  record Column(byte[] before, int column, JsonColumn writer, String primitive) implements Part {
    @Override
    public void write(ResultSet rows, BindingScopes scope, JsonLevel out) throws SQLException {
      out.json().write(before);
      if (!writer.write(rows, column, scope, out.json())) {
        if (!primitive.isEmpty()) {
          throw new NullPointerException(
              "Column " + column + " is null, but " + primitive + " cannot be");
        }
        out.json().writeNull();
      }
    }
  }

  /**
   * Columns that are one object; null if all of them are.
   *
   * @param before what is written ahead of it
   * @param first of its columns, from 1
   * @param end after its last column
   * @param gaps the relations in it
   */
  record One(byte[] before, int first, int end, List<Part> parts, List<Gap> gaps) implements Part {
    @Override
    public void write(ResultSet rows, BindingScopes scope, JsonLevel out) throws SQLException {
      out.json().write(before);
      if (isNull(rows)) {
        out.json().writeNull();
        gaps.forEach(gap -> out.gap(gap.relation(), null));
      } else {
        for (Part part : parts) {
          part.write(rows, scope, out);
        }
      }
    }

    private boolean isNull(ResultSet rows) throws SQLException {
      for (int column = first; column < end; column++) {
        if (rows.getBytes(column) != null) {
          return false;
        }
      }
      return true;
    }
  }

  /**
   * Where the rows of a relation belong.
   *
   * @param before what is written ahead of them
   * @param relation its number
   * @param key the columns of the parent's key, from 1
   * @param readers of them
   */
  record Gap(byte[] before, int relation, int key, List<Reader> readers) implements Part {
    @Override
    public void write(ResultSet rows, BindingScopes scope, JsonLevel out) throws SQLException {
      out.json().write(before);
      Object[] cells = new Object[readers.size()];
      for (int i = 0; i < cells.length; i++) {
        cells[i] = readers.get(i).read(rows, key + i, scope);
      }
      out.gap(relation, RelationKey.of(cells, 0, cells.length));
    }
  }
}
