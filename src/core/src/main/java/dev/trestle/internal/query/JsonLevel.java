package dev.trestle.internal.query;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The rows of one statement as JSON, with gaps where the rows of its relations belong. Used by one
 * thread.
 */
final class JsonLevel {
  private static final int END = -1;

  private final JsonBuffer json;
  private final List<List<Object>> keys = new ArrayList<>();
  private final List<Object> owners = new ArrayList<>();
  private final int relations;

  /** For each row where its gaps are, then where it ends. */
  private int[] marks = new int[64];

  private int marked;
  private JsonLevel[] children = {};

  /** For each key its first row and its last; for each row the next of the same key. */
  private Map<Object, int[]> ends = Map.of();

  private int[] next = {};

  /**
   * @param relations how many there are
   * @param capacity bytes that are likely to be written
   */
  JsonLevel(int relations, int capacity) {
    this.relations = relations;
    this.json = new JsonBuffer(capacity);
    for (int i = 0; i < relations; i++) {
      keys.add(new ArrayList<>());
    }
  }

  JsonBuffer json() {
    return json;
  }

  int rows() {
    return marked / (relations + 1);
  }

  /** Leaves a gap for the rows of a relation, in the order of the relations. */
  void gap(int relation, Object key) {
    mark();
    keys.get(relation).add(key);
  }

  void endRow() {
    mark();
  }

  /** Says which row of the parent the last row belongs to. */
  void owner(Object key) {
    owners.add(key);
  }

  /** The keys that a relation's rows are looked for with, one for each row; null for none. */
  List<Object> keys(int relation) {
    return keys.get(relation);
  }

  /** Sorts the rows of the relations to their gaps. */
  void fill(JsonLevel[] levels) {
    children = levels;
    for (JsonLevel child : levels) {
      child.chain();
    }
  }

  private void mark() {
    if (marked == marks.length) {
      marks = Arrays.copyOf(marks, 2 * marked);
    }
    marks[marked++] = json.size();
  }

  private void chain() {
    ends = HashMap.newHashMap(owners.size());
    next = new int[owners.size()];
    for (int row = 0; row < next.length; row++) {
      next[row] = END;
      int[] chain = ends.get(owners.get(row));
      if (chain == null) {
        ends.put(owners.get(row), new int[] {row, row});
      } else {
        next[chain[1]] = row;
        chain[1] = row;
      }
    }
  }

  /** Writes all rows, with a comma between them. */
  void write(JsonBuffer out) {
    for (int row = 0; row < rows(); row++) {
      if (row > 0) {
        out.write(',');
      }
      write(row, out);
    }
  }

  /** The length of what {@link #write} writes. */
  long size() {
    long size = Math.max(0, rows() - 1);
    for (int row = 0; row < rows(); row++) {
      size += size(row);
    }
    return size;
  }

  private long size(int row) {
    long size = marks[(row + 1) * (relations + 1) - 1] - start(row);
    for (int relation = 0; relation < relations; relation++) {
      JsonLevel child = children[relation];
      int first = child.first(keys.get(relation).get(row));
      for (int it = first; it != END; it = child.next[it]) {
        size += child.size(it) + (it == first ? 0 : 1);
      }
    }
    return size;
  }

  /** Writes one row. */
  void write(int row, JsonBuffer out) {
    int mark = row * (relations + 1);
    int from = start(row);
    for (int relation = 0; relation < relations; relation++) {
      out.write(json, from, marks[mark]);
      from = marks[mark++];
      JsonLevel child = children[relation];
      int first = child.first(keys.get(relation).get(row));
      for (int it = first; it != END; it = child.next[it]) {
        if (it != first) {
          out.write(',');
        }
        child.write(it, out);
      }
    }
    out.write(json, from, marks[mark]);
  }

  private int start(int row) {
    return row == 0 ? 0 : marks[row * (relations + 1) - 1];
  }

  /** The first row of an owner, or {@link #END}. */
  private int first(Object owner) {
    int[] chain = owner == null ? null : ends.get(owner);
    return chain == null ? END : chain[0];
  }
}
