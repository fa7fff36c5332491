package dev.trestle.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** New foreign keys without an index, after all files: one of them may bring it. */
final class MissingIndexes {
  private MissingIndexes() {}

  static List<Finding> of(List<Step> steps) {
    if (steps.isEmpty()) {
      return List.of();
    }
    Catalog end = steps.getLast().after();
    List<Finding> findings = new ArrayList<>();
    for (Step step : steps) {
      for (Catalog.Constraint constraint : step.after().constraints().values()) {
        if (constraint.kind() == 'f'
            && !constraint.inherited()
            && !step.before().constraints().containsKey(constraint.oid())
            && end.constraints().containsKey(constraint.oid())
            && end.indexes().values().stream().noneMatch(index -> serves(index, constraint, end))) {
          findings.add(finding(step, end, constraint));
        }
      }
    }
    return findings;
  }

  /** Its first columns are those of the key, in any order. */
  private static boolean serves(Catalog.Index index, Catalog.Constraint key, Catalog catalog) {
    Set<Integer> columns = new HashSet<>(key.columns());
    return index.table() == key.table()
        && index.valid()
        && index.columns().size() >= columns.size()
        && columns.equals(new HashSet<>(index.columns().subList(0, columns.size())))
        && (index.predicate().isEmpty() || index.predicate().equals(notNull(key, catalog)));
  }

  private static String notNull(Catalog.Constraint key, Catalog catalog) {
    String column = catalog.column(key.table(), key.columns().getFirst()).name();
    return "(" + column + " IS NOT NULL)";
  }

  private static Finding finding(Step step, Catalog end, Catalog.Constraint key) {
    Catalog.Table table = end.tables().get(key.table());
    Catalog.Table referenced = end.tables().get(key.referenced());
    String columns =
        String.join(
            ", ",
            key.columns().stream().map(number -> end.column(key.table(), number).name()).toList());
    return step.note(
        Rule.MISSING_INDEX,
        table.shown(),
        "The foreign key "
            + key.name()
            + " has no index on ("
            + columns
            + "): each delete in "
            + referenced.shown()
            + " reads all of "
            + table.shown()
            + ".",
        "create index "
            + (step.isOld(table.oid()) ? "concurrently " : "")
            + "on "
            + table.shown()
            + " ("
            + columns
            + ").");
  }
}
