package dev.trestle.diagram;

import java.util.List;

/**
 * A foreign key.
 *
 * @param from the table that has it
 * @param columns of that table
 * @param to the table that it refers to
 * @param referenced columns of the other table
 * @param optional whether a row may refer to nothing
 */
record Reference(
    String from, List<String> columns, String to, List<String> referenced, boolean optional) {
  /** As people read it: {@code posts.author_id → users.id}. */
  String title() {
    return from
        + "."
        + String.join(", ", columns)
        + " → "
        + to
        + "."
        + String.join(", ", referenced)
        + (optional ? ", or none" : "");
  }
}
