package dev.trestle.schema;

import dev.trestle.schema.Difference.State;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * In which things a database is not as it should be: what an administrator changed by hand, what a
 * restore lost, what somebody forgot to write a migration for.
 *
 * <pre>{@code
 * SchemaDiff diff = SchemaDiff.between(DatabaseSchema.read(live), DatabaseSchema.read(migrated));
 * System.out.print(diff);
 * }</pre>
 *
 * @param differences first what should not be there, in an order in which it can be taken away,
 *     then what is missing or different, in an order in which it can be made; empty if the two are
 *     equal
 */
public record SchemaDiff(List<Difference> differences) {
  /**
   * Copies the list.
   *
   * @param differences as above
   */
  public SchemaDiff {
    differences = List.copyOf(differences);
  }

  /**
   * Compares two databases, which may be of different versions of PostgreSQL.
   *
   * @param actual what is there
   * @param wanted what should be there
   * @return the differences
   */
  public static SchemaDiff between(DatabaseSchema actual, DatabaseSchema wanted) {
    return new Comparison(actual, wanted).run();
  }

  /**
   * Whether there is no difference.
   *
   * @return true if the two databases are equal
   */
  public boolean isEmpty() {
    return differences.isEmpty();
  }

  /** As SQL that brings the one database to the other; empty if they are equal. */
  @Override
  public String toString() {
    return differences.stream().map(Difference::toString).collect(Collectors.joining("\n"));
  }

  private static final class Comparison {
    private final DatabaseSchema actual;
    private final DatabaseSchema wanted;
    private final Map<SchemaObject.Id, SchemaObject> there = new HashMap<>();
    private final Map<SchemaObject.Id, SchemaObject> asked = new HashMap<>();
    private final Set<String> gone = new HashSet<>();
    private final List<Difference> differences = new ArrayList<>();

    Comparison(DatabaseSchema actual, DatabaseSchema wanted) {
      this.actual = actual;
      this.wanted = wanted;
      actual.objects().forEach(object -> there.put(object.id(), object));
      wanted.objects().forEach(object -> asked.put(object.id(), object));
    }

    SchemaDiff run() {
      Map<String, Table> tablesThere = byName(actual.tables());
      Map<String, Table> tablesAsked = byName(wanted.tables());
      for (SchemaObject object : actual.objects()) {
        if (!asked.containsKey(object.id()) && object.of().isEmpty()) {
          gone.add(object.name());
        }
      }
      for (SchemaObject object : actual.objects().reversed()) {
        if (object.kind() == Kind.TABLE && asked.containsKey(object.id())) {
          Table table = tablesAsked.get(object.name());
          differences.addAll(TableComparison.unexpected(tablesThere.get(object.name()), table));
        } else if (!asked.containsKey(object.id()) && !goesWithItsTable(object)) {
          differences.add(
              new Difference(
                  State.UNEXPECTED, object.toString(), List.of(), List.of(object.undo())));
        }
      }
      for (SchemaObject object : wanted.objects()) {
        SchemaObject found = there.get(object.id());
        if (found == null) {
          differences.add(
              new Difference(
                  State.MISSING, object.toString(), List.of(), List.of(object.definition())));
        } else if (object.kind() == Kind.TABLE) {
          differences.addAll(
              TableComparison.of(tablesThere.get(object.name()), tablesAsked.get(object.name())));
        } else if (!found.definition().equals(object.definition())) {
          differences.add(different(found, object));
        }
      }
      return new SchemaDiff(differences);
    }

    private boolean goesWithItsTable(SchemaObject object) {
      return gone.contains(object.of());
    }

    private static Difference different(SchemaObject found, SchemaObject object) {
      String now = object.definition();
      List<String> statements =
          switch (object.kind()) {
            case FUNCTION, PROCEDURE, COMMENT, SEQUENCE_OWNER, TABLE_OPTION -> List.of(now);
            case CONSTRAINT, FOREIGN_KEY ->
                found.definition().equals(now + " NOT VALID")
                    ? List.of(
                        "ALTER TABLE " + object.of() + " VALIDATE CONSTRAINT " + object.name())
                    : List.of(found.undo(), now);
            case INDEX, STATISTICS, VIEW, MATERIALIZED_VIEW, RULE, TRIGGER, POLICY ->
                List.of(found.undo(), now);
            default -> List.of();
          };
      return new Difference(
          State.DIFFERENT,
          object.toString(),
          LineDiff.of(found.definition(), object.definition()),
          statements);
    }

    private static Map<String, Table> byName(List<Table> tables) {
      Map<String, Table> named = new HashMap<>();
      tables.forEach(table -> named.put(table.name(), table));
      return named;
    }
  }
}
