package dev.trestle.console.internal.data;

import java.util.List;

/**
 * A foreign key, seen from one of its two tables.
 *
 * @param outgoing whether this table refers to the other, and not the other to this
 * @param columns of this table
 * @param other the other table
 * @param otherColumns of that, in the same order
 */
public record Reference(
    boolean outgoing, List<String> columns, TableName other, List<String> otherColumns) {
  /** Copies the lists. */
  public Reference {
    columns = List.copyOf(columns);
    otherColumns = List.copyOf(otherColumns);
  }
}
