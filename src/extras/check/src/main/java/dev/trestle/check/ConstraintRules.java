package dev.trestle.check;

import java.util.ArrayList;
import java.util.List;

/** Constraints that look at all rows while they are added to a table that was there. */
final class ConstraintRules {
  private ConstraintRules() {}

  static List<Finding> of(Step step) {
    List<Finding> findings = new ArrayList<>();
    for (Catalog.Constraint constraint : step.addedConstraints()) {
      Catalog.Table table = step.after().tables().get(constraint.table());
      if (constraint.ownsIndex()) {
        if (!step.before().indexes().containsKey(constraint.index())) {
          findings.add(withIndex(step, table, constraint));
        }
      } else if (constraint.validated() && step.readWholeOrParts(table)) {
        findings.add(unvalidated(step, table, constraint));
      }
    }
    return findings;
  }

  private static Finding withIndex(Step step, Catalog.Table table, Catalog.Constraint constraint) {
    String effect =
        "The index of "
            + constraint.name()
            + " is built while "
            + LockRules.blocked(table, step)
            + ".";
    return step.danger(
        Rule.CONSTRAINT_BUILDS_INDEX,
        table.shown(),
        effect,
        constraint.kind() == 'x'
            ? "there is none: an exclusion constraint cannot take an index that is there; make a"
                + " new table, or accept the time without service."
            : "create unique index concurrently in a file of its own, then add constraint "
                + constraint.name()
                + (constraint.kind() == 'p' ? " primary key" : " unique")
                + " using index.");
  }

  private static Finding unvalidated(
      Step step, Catalog.Table table, Catalog.Constraint constraint) {
    String blocked = LockRules.blocked(table, step);
    Catalog.Table referenced = step.after().tables().get(constraint.referenced());
    boolean second =
        referenced != null && referenced.oid() != table.oid() && step.isOld(referenced.oid());
    return step.danger(
        Rule.CONSTRAINT_WITHOUT_NOT_VALID,
        table.shown(),
        "All rows are checked for "
            + constraint.name()
            + " while "
            + blocked
            + (second ? " and " + LockRules.blocked(referenced, step) : "")
            + ".",
        step.retyped(constraint.referenced()).isEmpty()
            ? "add constraint … not valid; then, in a file of its own, validate constraint "
                + constraint.name()
                + ", which stops nobody."
            : "do not change the type of what it refers to.");
  }
}
