package dev.trestle.check;

import java.util.List;
import java.util.Optional;

/**
 * A table that is to get rows.
 *
 * @param table it
 * @param columns those that can be given values
 * @param rules constraints and unique indexes, by which PostgreSQL names what it refuses
 * @param keys its foreign keys
 */
record FillTable(Catalog.Table table, List<Column> columns, List<Bound> rules, List<Key> keys) {

  /**
   * A column.
   *
   * @param type as {@code format_type} writes it
   * @param base the type below domains
   * @param texts definitions of constraints it appears in: what is in them may be allowed values
   */
  record Column(
      int number,
      String name,
      String type,
      FillType base,
      int length,
      boolean required,
      boolean hasDefault,
      List<String> domainConstraints,
      List<String> texts) {}

  /** What may refuse a row, and the columns it looks at. */
  record Bound(String name, List<Integer> columns) {}

  /** A foreign key: its columns, and those they refer to. */
  record Key(Catalog.Table referenced, List<Integer> columns, List<String> referencedColumns) {}

  Optional<Key> key(int column) {
    return keys.stream().filter(key -> key.columns().contains(column)).findFirst();
  }

  /** Must be filled after these. */
  List<Long> parents() {
    return keys.stream()
        .filter(key -> key.referenced().oid() != table.oid())
        .filter(key -> key.columns().stream().anyMatch(this::isRequired))
        .map(key -> key.referenced().oid())
        .toList();
  }

  private boolean isRequired(int number) {
    return columns.stream().anyMatch(column -> column.number() == number && column.required());
  }
}
