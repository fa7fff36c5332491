package dev.trestle.schema;

import dev.trestle.schema.Column.Generated;
import dev.trestle.schema.Difference.State;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** In what a table is not as it should be, with the statements that alter it. */
final class TableComparison {
  private TableComparison() {}

  /** The columns that should not be there. */
  static List<Difference> unexpected(Table actual, Table wanted) {
    Map<String, Column> asked = columns(wanted);
    List<Difference> differences = new ArrayList<>();
    for (Column column : actual.columns()) {
      if (!asked.containsKey(column.name()) && !column.inherited()) {
        differences.add(
            difference(
                State.UNEXPECTED, actual, column, List.of("DROP COLUMN " + column.quoted())));
      }
    }
    return differences;
  }

  /** All else. */
  static List<Difference> of(Table actual, Table wanted) {
    List<Difference> differences = new ArrayList<>();
    head(actual, wanted).ifPresent(differences::add);
    Map<String, Column> there = columns(actual);
    for (Column column : wanted.columns()) {
      Column found = there.get(column.name());
      if (found != null) {
        List<String> actions = alter(found, column);
        if (!actions.isEmpty()) {
          differences.add(difference(State.DIFFERENT, wanted, column, actions));
        }
      } else if (!column.inherited()) {
        differences.add(
            difference(
                State.MISSING,
                wanted,
                column,
                List.of("ADD COLUMN " + TableDefinition.column(column))));
      }
    }
    return differences;
  }

  private static Optional<Difference> head(Table actual, Table wanted) {
    boolean sameTail =
        TableDefinition.tail(actual).equals(TableDefinition.tail(wanted))
            && actual.partitionOf().equals(wanted.partitionOf());
    if (sameTail && actual.unlogged() == wanted.unlogged()) {
      return Optional.empty();
    }
    return Optional.of(
        new Difference(
            State.DIFFERENT,
            "table " + wanted.name(),
            LineDiff.of(describe(actual), describe(wanted)),
            actual.unlogged() == wanted.unlogged()
                ? List.of()
                : List.of(
                    "ALTER TABLE "
                        + wanted.name()
                        + " SET "
                        + (wanted.unlogged() ? "UNLOGGED" : "LOGGED"))));
  }

  private static String describe(Table table) {
    return (table.unlogged() ? "UNLOGGED " : "")
        + "TABLE "
        + table.name()
        + table.partitionOf().map(parent -> " PARTITION OF " + parent).orElse("")
        + TableDefinition.tail(table);
  }

  /** What takes a value away comes first: it may be in the way of the type. */
  private static List<String> alter(Column actual, Column wanted) {
    if (actual.inherited() && wanted.inherited()) {
      return List.of();
    }
    boolean generation =
        actual.generated() != wanted.generated()
            || wanted.generated() != Generated.NEVER
                && !actual.expression().equals(wanted.expression());
    if (generation && wanted.generated() != Generated.NEVER) {
      return List.of(
          "DROP COLUMN " + wanted.quoted(), "ADD COLUMN " + TableDefinition.column(wanted));
    }
    List<String> actions = new ArrayList<>();
    String alter = "ALTER COLUMN " + wanted.quoted() + " ";
    boolean type = !TableDefinition.type(actual).equals(TableDefinition.type(wanted));
    boolean value = !TableDefinition.value(actual).equals(TableDefinition.value(wanted));
    if (generation) {
      actions.add(alter + "DROP EXPRESSION");
    } else if ((value || type)
        && TableDefinition.value(actual).isPresent()
        && actual.generated() == Generated.NEVER) {
      actions.add(alter + (actual.identity().isPresent() ? "DROP IDENTITY" : "DROP DEFAULT"));
    }
    if (type) {
      actions.add(
          alter
              + "TYPE "
              + TableDefinition.type(wanted)
              + " USING "
              + wanted.quoted()
              + "::"
              + wanted.type());
    }
    if (actual.notNull() != wanted.notNull()) {
      actions.add(alter + (wanted.notNull() ? "SET NOT NULL" : "DROP NOT NULL"));
    }
    if ((value || type) && wanted.generated() == Generated.NEVER) {
      TableDefinition.value(wanted)
          .ifPresent(source ->
              actions.add(alter + (wanted.identity().isPresent() ? "ADD " : "SET ") + source));
    }
    return actions;
  }

  private static Difference difference(
      State state, Table table, Column column, List<String> actions) {
    return new Difference(
        state,
        "column " + table.name() + "." + column.quoted(),
        List.of(),
        actions.stream().map(action -> "ALTER TABLE " + table.name() + " " + action).toList());
  }

  private static Map<String, Column> columns(Table table) {
    Map<String, Column> named = new LinkedHashMap<>();
    table.columns().forEach(column -> named.put(column.name(), column));
    return named;
  }
}
