package dev.trestle.diagram;

import dev.trestle.schema.Column;
import dev.trestle.schema.DatabaseSchema;
import dev.trestle.schema.ForeignKey;
import dev.trestle.schema.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A table as a box: a head and a row for each column.
 *
 * @param name as it stands in the head, without {@code public.}
 * @param rows in the order of the columns
 * @param references its foreign keys, those to tables that are drawn
 */
record Box(String name, List<Row> rows, List<Reference> references) {
  static final int HEAD = 30;
  static final int ROW = 22;
  static final int PADDING = 10;

  /** Of a fixed-width font of 12 pixels, so that no font has to be asked. */
  private static final double CHARACTER = 7.3;

  private static final int GAP = 3;
  private static final int KEY = 24;
  private static final String PUBLIC = "public.";

  /** A column: its key is {@code PK}, {@code FK} or empty. */
  record Row(String name, String type, String key) {}

  /** All tables that are drawn. */
  static List<Box> all(DatabaseSchema schema) {
    List<Table> tables =
        schema.tables().stream().filter(table -> table.partitionOf().isEmpty()).toList();
    Map<String, Table> byName = new HashMap<>();
    tables.forEach(table -> byName.put(table.name(), table));
    return tables.stream().map(table -> of(table, byName)).toList();
  }

  private static Box of(Table table, Map<String, Table> all) {
    List<Reference> references = new ArrayList<>();
    Set<String> foreign = new HashSet<>();
    for (ForeignKey key : table.foreignKeys()) {
      foreign.addAll(key.columns());
      if (all.containsKey(key.table())) {
        references.add(
            new Reference(
                shown(table.name()),
                key.columns(),
                shown(key.table()),
                key.referenced(),
                table.columns().stream()
                    .anyMatch(it -> key.columns().contains(it.name()) && !it.notNull())));
      }
    }
    List<Row> rows =
        table.columns().stream()
            .map(it -> new Row(it.name(), type(it), key(it, table, foreign)))
            .collect(Collectors.toList());
    return new Box(shown(table.name()), List.copyOf(rows), List.copyOf(references));
  }

  private static String key(Column column, Table table, Set<String> foreign) {
    if (table.primaryKey().contains(column.name())) {
      return "PK";
    }
    return foreign.contains(column.name()) ? "FK" : "";
  }

  private static String type(Column column) {
    return shown(column.type())
            .replace("timestamp with time zone", "timestamptz")
            .replace("timestamp without time zone", "timestamp")
            .replace("character varying", "varchar")
        + (column.notNull() ? "" : "?");
  }

  private static String shown(String name) {
    return name.startsWith(PUBLIC) ? name.substring(PUBLIC.length()) : name;
  }

  int width() {
    int head = name.length();
    int widest =
        rows.stream()
            .mapToInt(row -> row.name().length() + GAP + row.type().length())
            .max()
            .orElse(0);
    return (int) Math.ceil(Math.max(head, widest) * CHARACTER) + 2 * PADDING + KEY;
  }

  int height() {
    return HEAD + ROW * rows.size() + PADDING / 2;
  }

  /** The middle of a column's row, from the top of the box. */
  int middle(String column) {
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i).name().equals(column)) {
        return HEAD + ROW * i + ROW / 2;
      }
    }
    return HEAD / 2;
  }
}
