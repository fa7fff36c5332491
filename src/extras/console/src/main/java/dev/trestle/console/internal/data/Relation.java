package dev.trestle.console.internal.data;

import java.util.List;
import java.util.Optional;

/**
 * A table or view.
 *
 * @param name of it
 * @param kind as people say it
 * @param writable whether rows can be added
 * @param columns in their order
 * @param key columns of the primary key, or else of a unique one without nulls; none if there is
 *     neither
 * @param foreignKeys its own, and those of others that lead to it
 * @param rows about how many there are, as PostgreSQL last counted; negative if it never has
 */
public record Relation(
    TableName name,
    String kind,
    boolean writable,
    List<Column> columns,
    List<String> key,
    List<Reference> foreignKeys,
    long rows) {
  /** Copies the lists. */
  public Relation {
    columns = List.copyOf(columns);
    key = List.copyOf(key);
    foreignKeys = List.copyOf(foreignKeys);
  }

  /** Whether a row can be told from others, and so be changed. */
  public boolean hasKey() {
    return !key.isEmpty();
  }

  /** Its own foreign keys. */
  public List<Reference> references() {
    return foreignKeys.stream().filter(Reference::outgoing).toList();
  }

  /** Foreign keys that lead to it. */
  public List<Reference> referencedBy() {
    return foreignKeys.stream().filter(it -> !it.outgoing()).toList();
  }

  /** The column of that name. */
  public Optional<Column> column(String wanted) {
    return columns.stream().filter(it -> it.name().equals(wanted)).findFirst();
  }

  /** Columns whose values people give. */
  public List<Column> givenColumns() {
    return columns.stream().filter(it -> !it.readOnly()).toList();
  }
}
