package dev.trestle.check;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** All rules about the statements of one file that was run. */
final class Rules {
  private Rules() {}

  static List<Finding> of(List<Step> steps, Deployed deployed) {
    List<Finding> findings = new ArrayList<>();
    for (Step step : steps) {
      List<Finding> causes = new ArrayList<>();
      causes.addAll(RewriteRules.of(step));
      causes.addAll(ConstraintRules.of(step));
      causes.addAll(IndexRules.of(step));
      causes.addAll(ColumnRules.of(step));
      causes.addAll(RowChangeRules.of(step));
      findings.addAll(causes);
      // What a rule above has named is not told again as a lock.
      findings.addAll(LockRules.of(step, causes));
      findings.addAll(EnumRules.of(step));
    }
    findings.addAll(LockRules.several(steps));
    findings.addAll(NameRules.of(steps, deployed));
    return steps.isEmpty() ? findings : once(findings, steps.getFirst().start());
  }

  /** What a statement does to all partitions is told of their table, or else of the first one. */
  private static List<Finding> once(List<Finding> findings, Catalog catalog) {
    List<Finding> kept = new ArrayList<>();
    for (Finding finding : findings) {
      if (!isOf(finding, catalog, Catalog.Table::partition)
          || Stream.concat(
                  kept.stream().filter(other -> isOf(other, catalog, Catalog.Table::partition)),
                  findings.stream()
                      .filter(other -> isOf(other, catalog, table -> table.kind() == 'p')))
              .noneMatch(other -> isSame(finding, other))) {
        kept.add(finding);
      }
    }
    return kept;
  }

  private static boolean isSame(Finding one, Finding other) {
    return one.rule() == other.rule()
        && one.line() == other.line()
        && one.statement().equals(other.statement());
  }

  private static boolean isOf(Finding finding, Catalog catalog, Predicate<Catalog.Table> kind) {
    return catalog.tables().values().stream()
        .filter(kind)
        .map(Catalog.Table::shown)
        .anyMatch(
            name -> finding.subject().equals(name) || finding.subject().startsWith(name + "."));
  }
}
