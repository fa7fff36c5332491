package dev.trestle.check;

import java.util.List;

/** Tables of which each row is changed at once. */
final class RowChangeRules {
  private RowChangeRules() {}

  static List<Finding> of(Step step) {
    return step.tables().stream()
        .filter(table -> step.changedWhole(table.oid()))
        .map(table ->
            step.danger(
                Rule.WHOLE_TABLE_CHANGE,
                table.shown(),
                "Each row of "
                    + table.shown()
                    + " is locked until the commit, and all are written again in one"
                    + " transaction.",
                "change them in batches, each a transaction of its own, outside of the"
                    + " migration."))
        .toList();
  }
}
