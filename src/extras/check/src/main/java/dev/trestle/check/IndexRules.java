package dev.trestle.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Indexes that are built while others wait. */
final class IndexRules {
  private IndexRules() {}

  static List<Finding> of(Step step) {
    List<Finding> findings = new ArrayList<>();
    for (Catalog.Table table : step.tables()) {
      if (step.holds().on(table.oid()).blocksWrites()) {
        created(step, table).forEach(index -> findings.add(created(step, table, index)));
        if (!step.filenodeChanged(table) && step.retyped(table.oid()).isEmpty()) {
          rebuilt(step, table).forEach(index -> findings.add(rebuilt(step, table, index)));
        }
      }
    }
    return findings;
  }

  /** Indexes of a table that are there before and after, and were built anew between. */
  private static Stream<Catalog.Index> rebuilt(Step step, Catalog.Table table) {
    return step.after().indexes().values().stream()
        .filter(index -> index.table() == table.oid())
        .filter(index -> {
          Catalog.Index old = step.before().indexes().get(index.oid());
          return old != null && old.filenode() != index.filenode();
        });
  }

  private static Stream<Catalog.Index> created(Step step, Catalog.Table table) {
    Set<Long> constraints =
        step.after().constraints().values().stream()
            .filter(Catalog.Constraint::ownsIndex)
            .map(Catalog.Constraint::index)
            .collect(Collectors.toSet());
    return step.after().indexes().values().stream()
        .filter(index -> index.table() == table.oid() && !index.partition())
        .filter(index -> !step.before().indexes().containsKey(index.oid()))
        .filter(index -> !constraints.contains(index.oid()))
        .filter(index -> !step.isOfRetyped(table.oid(), index.columns()))
        .filter(index -> step.readWholeOrParts(table));
  }

  private static Finding created(Step step, Catalog.Table table, Catalog.Index index) {
    return step.danger(
        Rule.INDEX_NOT_CONCURRENT,
        table.shown(),
        "The index " + index.name() + " is built while " + LockRules.blocked(table, step) + ".",
        table.kind() == 'p'
            ? "create index on only "
                + table.shown()
                + ", create index concurrently on each partition, and attach those."
            : "create index concurrently, in a file of its own.");
  }

  private static Finding rebuilt(Step step, Catalog.Table table, Catalog.Index index) {
    return step.danger(
        Rule.INDEX_NOT_CONCURRENT,
        table.shown(),
        "The index "
            + index.name()
            + " is built anew while "
            + LockRules.blocked(table, step)
            + ".",
        "reindex … concurrently, in a file of its own.");
  }
}
