package dev.trestle.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The SQL of tables and their columns. */
final class TableDefinition {
  private static final String INDENT = "\n    ";

  private TableDefinition() {}

  /** Without constraints, which are statements of their own. */
  static String create(Table table) {
    return create(table, List.of());
  }

  /** With constraints, as they stand in a table: {@code CONSTRAINT name …}. */
  static String create(Table table, List<String> constraints) {
    List<String> parts = new ArrayList<>();
    for (Column column : table.columns()) {
      if (!column.inherited()) {
        parts.add(table.partitionOf().isPresent() ? override(column) : column(column));
      }
    }
    parts.addAll(constraints);
    String body = parts.isEmpty() ? "" : " (" + INDENT + String.join("," + INDENT, parts) + "\n)";
    if (table.partitionOf().isEmpty() && body.isEmpty()) {
      body = " ()";
    }
    return "CREATE "
        + (table.unlogged() ? "UNLOGGED " : "")
        + "TABLE "
        + table.name()
        + table.partitionOf().map(parent -> " PARTITION OF " + parent).orElse("")
        + body
        + tail(table);
  }

  /** What stands after the columns. */
  static String tail(Table table) {
    return (table.inherits().isEmpty()
            ? ""
            : " INHERITS (" + String.join(", ", table.inherits()) + ")")
        + table.bound().map(bound -> " " + bound).orElse("")
        + table.partitionedBy().map(key -> " PARTITION BY " + key).orElse("");
  }

  static String column(Column column) {
    return column.quoted()
        + " "
        + type(column)
        + value(column).map(value -> " " + value).orElse("")
        + (column.notNull() ? " NOT NULL" : "");
  }

  static String type(Column column) {
    return column.type() + column.collation().map(name -> " COLLATE " + name).orElse("");
  }

  /** Where a value comes from that is not given: a default, an expression or a sequence. */
  static Optional<String> value(Column column) {
    if (column.identity().isPresent()) {
      return column.identity().map(TableDefinition::identity);
    }
    return switch (column.generated()) {
      case NEVER -> column.expression().map(value -> "DEFAULT " + value);
      case STORED -> column.expression().map(value -> "GENERATED ALWAYS AS (" + value + ") STORED");
      case VIRTUAL -> column.expression().map(value -> "GENERATED ALWAYS AS (" + value + ")");
    };
  }

  private static String identity(String identity) {
    int options = identity.indexOf(" (");
    return options < 0
        ? "GENERATED " + identity + " AS IDENTITY"
        : "GENERATED "
            + identity.substring(0, options)
            + " AS IDENTITY"
            + identity.substring(options);
  }

  /** Of a partition, what it does not have from its table. */
  private static String override(Column column) {
    return column.quoted()
        + " DEFAULT "
        + column.expression().orElse("NULL")
        + (column.notNull() ? " NOT NULL" : "");
  }
}
