package dev.trestle.check;

import java.util.ArrayList;
import java.util.List;

/** What a column demands or promises after a statement. */
final class ColumnRules {
  private ColumnRules() {}

  static List<Finding> of(Step step) {
    List<Finding> findings = new ArrayList<>(required(step));
    for (Catalog.Table table : step.tables()) {
      for (Catalog.Column column : step.after().columnsOf(table.oid())) {
        step.old(table.oid(), column).ifPresent(old -> changed(step, table, old, column, findings));
      }
    }
    return findings;
  }

  /** Columns that were added without a value for rows that are there. */
  static List<Finding> required(Step step) {
    List<Finding> findings = new ArrayList<>();
    for (Catalog.Table table : step.tables()) {
      for (Catalog.Column column : step.added(table.oid())) {
        if (column.notNull()
            && !column.hasDefault()
            && !column.identity()
            && column.generated().isEmpty()) {
          findings.add(
              step.danger(
                  Rule.NOT_NULL_WITHOUT_DEFAULT,
                  table.shown() + "." + column.name(),
                  "It is refused if "
                      + table.shown()
                      + " has rows, and what the deployed service inserts would be refused too.",
                  "add it with a constant default, or nullable; fill it in batches, then make it"
                      + " not null by a validated check."));
        }
      }
    }
    return findings;
  }

  private static void changed(
      Step step,
      Catalog.Table table,
      Catalog.Column old,
      Catalog.Column column,
      List<Finding> findings) {
    String subject = table.shown() + "." + column.name();
    if (column.notNull() && !old.notNull() && scansForNulls(step, table)) {
      findings.add(
          step.danger(
              Rule.SET_NOT_NULL,
              subject,
              "All rows are looked at for nulls while " + LockRules.blocked(table, step) + ".",
              "add constraint … check ("
                  + column.name()
                  + " is not null) not valid; validate it in a file of its own; then set not null"
                  + " sees that it holds, and the check can go."));
    }
    if (old.notNull() && !column.notNull()) {
      findings.add(
          step.note(
              Rule.DROP_NOT_NULL,
              subject,
              "The deployed service may read a null where there was none.",
              "write no nulls before the service that expects them is deployed."));
    }
    if (old.hasDefault() && !column.hasDefault() && !column.identity() && column.notNull()) {
      findings.add(
          step.danger(
              Rule.DROP_DEFAULT,
              subject,
              "What the deployed service inserts without " + column.name() + " would be refused.",
              "deploy a service that gives the value first, then allow this finding."));
    }
  }

  /** Of a new constraint with an index that is told already; a rewrite is told too. */
  private static boolean scansForNulls(Step step, Catalog.Table table) {
    return step.readWholeOrParts(table)
        && !step.filenodeChanged(table)
        && step.addedConstraints().stream()
            .noneMatch(constraint ->
                constraint.table() == table.oid()
                    && constraint.ownsIndex()
                    && !step.before().indexes().containsKey(constraint.index()));
  }
}
