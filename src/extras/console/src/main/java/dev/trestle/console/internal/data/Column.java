package dev.trestle.console.internal.data;

import java.util.List;

/**
 * A column of a table or view.
 *
 * @param name not quoted
 * @param type as PostgreSQL writes it
 * @param category of the type, PostgreSQL's letter for it
 * @param base name of the type that it is in the end, also of a domain
 * @param notNull whether it refuses null
 * @param hasDefault whether it has a value where none is given
 * @param readOnly whether PostgreSQL alone gives its values
 * @param labels of an enum, in their order; of all others none
 */
public record Column(
    String name,
    String type,
    char category,
    String base,
    boolean notNull,
    boolean hasDefault,
    boolean readOnly,
    List<String> labels) {
  /** Copies the list. */
  public Column {
    labels = List.copyOf(labels);
  }

  /** Whether its values are bytes. */
  boolean isBytes() {
    return base.equals("bytea");
  }

  /** Whether its values are arrays. */
  boolean isArray() {
    return category == 'A';
  }

  /** Whether figures stand below each other. */
  public boolean isNumber() {
    return category == 'N';
  }

  /** Whether PostgreSQL can say if two of its values are the same; otherwise their texts are. */
  boolean isComparable() {
    return category != 'G' && !base.equals("json") && !base.equals("xml");
  }

  /** What can be chosen; nothing where everything can be written. */
  public List<String> choices() {
    return category == 'B' ? List.of("true", "false") : labels;
  }
}
