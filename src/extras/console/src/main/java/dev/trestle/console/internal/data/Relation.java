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
 * @param key columns of the primary key; none if there is no such key
 * @param references of its foreign keys
 * @param referencedBy of foreign keys of others
 * @param rows about how many there are, as PostgreSQL last counted; negative if it never has
 */
public record Relation(
    TableName name,
    String kind,
    boolean writable,
    List<Column> columns,
    List<String> key,
    List<Reference> references,
    List<Reference> referencedBy,
    long rows) {
  /** Copies the lists. */
  public Relation {
    columns = List.copyOf(columns);
    key = List.copyOf(key);
    references = List.copyOf(references);
    referencedBy = List.copyOf(referencedBy);
  }

  /** Whether a row can be told from others, and so be changed. */
  public boolean hasKey() {
    return !key.isEmpty();
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
