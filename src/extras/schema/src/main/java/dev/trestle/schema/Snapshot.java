package dev.trestle.schema;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes a schema down, each table with its constraints where that is possible. */
final class Snapshot {
  /** Bodies may name what comes later; PostgreSQL would look for it at once. */
  private static final String NO_BODIES = "SET check_function_bodies = off;\n\n";

  private static final String BODIES = "\nRESET check_function_bodies;\n";

  private final DatabaseSchema schema;
  private final Map<String, Table> tables = new HashMap<>();
  private final Map<String, List<String>> inline = new HashMap<>();
  private final Set<SchemaObject> inlined = new HashSet<>();

  Snapshot(DatabaseSchema schema) {
    this.schema = schema;
    schema.tables().forEach(table -> tables.put(table.name(), table));
  }

  String sql() {
    collectInline();
    StringBuilder sql = new StringBuilder();
    SchemaObject before = null;
    boolean routines = false;
    for (SchemaObject object : schema.objects()) {
      if (inlined.contains(object)) {
        continue;
      }
      if (before != null && beginsParagraph(before, object)) {
        sql.append('\n');
      }
      sql.append(definition(object)).append(";\n");
      before = object;
      routines |= isRoutine(object.kind());
    }
    return routines ? NO_BODIES + sql + BODIES : sql.toString();
  }

  /** What belongs to something comes right after it, unless it is long. */
  private static boolean beginsParagraph(SchemaObject before, SchemaObject object) {
    return switch (object.kind()) {
      case COMMENT -> false;
      case FOREIGN_KEY, TRIGGER, POLICY ->
          before.kind() != object.kind() && before.kind() != Kind.COMMENT;
      case RULE -> true;
      default -> object.of().isEmpty() || before.kind() == Kind.MATERIALIZED_VIEW;
    };
  }

  private static boolean isRoutine(Kind kind) {
    return kind == Kind.FUNCTION || kind == Kind.PROCEDURE;
  }

  private String definition(SchemaObject object) {
    return object.kind() == Kind.TABLE
        ? TableDefinition.create(
            tables.get(object.name()), inline.getOrDefault(object.name(), List.of()))
        : object.definition();
  }

  /** Constraints that come right after their table, so nothing stands in between that they need. */
  private void collectInline() {
    String table = "";
    for (SchemaObject object : schema.objects()) {
      if (object.kind() == Kind.TABLE) {
        table = isPlain(tables.get(object.name())) ? object.name() : "";
      } else if (object.kind() == Kind.CONSTRAINT && object.of().equals(table)) {
        String words = object.definition();
        if (!words.endsWith(" NOT VALID")) {
          inline
              .computeIfAbsent(table, key -> new ArrayList<>())
              .add(words.substring(words.indexOf(" ADD CONSTRAINT ") + " ADD ".length()));
          inlined.add(object);
        }
      } else if (object.kind() != Kind.COMMENT && object.kind() != Kind.SEQUENCE_OWNER) {
        table = "";
      }
    }
  }

  private static boolean isPlain(Table table) {
    return table.inherits().isEmpty()
        && table.partitionOf().isEmpty()
        && table.partitionedBy().isEmpty();
  }
}
