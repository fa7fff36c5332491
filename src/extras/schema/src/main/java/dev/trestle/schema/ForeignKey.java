package dev.trestle.schema;

import java.util.List;

/**
 * A foreign key of a {@link Table}.
 *
 * @param name of the constraint, not quoted
 * @param columns of the table, not quoted, in the order of the key
 * @param table that it refers to, by its qualified name
 * @param referenced columns of that table, in the same order
 */
public record ForeignKey(String name, List<String> columns, String table, List<String> referenced) {
  /**
   * Copies the lists.
   *
   * @param name as above
   * @param columns as above
   * @param table as above
   * @param referenced as above
   */
  public ForeignKey {
    columns = List.copyOf(columns);
    referenced = List.copyOf(referenced);
  }
}
