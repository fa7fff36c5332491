package dev.trestle.check;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The findings that no comment allows, and what is wrong with the comments.
 *
 * @param findings in the order of files and lines, dangers first
 * @param silenced how many are left out
 */
record Allowed(List<Finding> findings, int silenced) {

  static Allowed apply(List<MigrationScript> scripts, List<Finding> found) {
    List<Finding> left = new ArrayList<>(found);
    List<Finding> wrong = new ArrayList<>();
    for (MigrationScript script : scripts) {
      for (ScriptStatement statement : script.statements()) {
        for (Allow allow : statement.allows()) {
          apply(script, statement, allow, left).ifPresent(wrong::add);
        }
      }
      for (Allow allow : script.misplaced()) {
        wrong.add(
            finding(
                script,
                allow,
                Severity.NOTE,
                "It stands before no statement, so it allows nothing.",
                "put it on a line of its own before the statement it is about."));
      }
    }
    int silenced = found.size() - left.size();
    left.addAll(wrong);
    List<Path> order = scripts.stream().map(MigrationScript::file).toList();
    left.sort(
        Comparator.<Finding>comparingInt(finding -> order.indexOf(finding.file()))
            .thenComparingInt(Finding::line)
            .thenComparing(Finding::severity));
    return new Allowed(List.copyOf(left), silenced);
  }

  private static Optional<Finding> apply(
      MigrationScript script, ScriptStatement statement, Allow allow, List<Finding> left) {
    Optional<Rule> rule = Rule.of(allow.rule());
    if (rule.isEmpty()) {
      return Optional.of(
          finding(
              script,
              allow,
              Severity.DANGER,
              allow.rule().isEmpty()
                  ? "It names no rule, so it allows nothing."
                  : "There is no rule '" + allow.rule() + "', so it allows nothing.",
              "write -- trestle:allow RULE REASON with a rule as it is reported."));
    }
    if (allow.reason().isEmpty()) {
      return Optional.of(
          finding(
              script,
              allow,
              Severity.DANGER,
              "It gives no reason, so it allows nothing.",
              "write why " + allow.rule() + " does no harm here, after the rule."));
    }
    boolean silenced =
        left.removeIf(finding ->
            finding.file().equals(script.file())
                && finding.line() == statement.line()
                && finding.statement().equals(statement.shown())
                && finding.rule() == rule.get());
    return silenced
        ? Optional.empty()
        : Optional.of(
            finding(
                script,
                allow,
                Severity.NOTE,
                "The statement after it has no finding of " + allow.rule() + ".",
                "delete the comment."));
  }

  private static Finding finding(
      MigrationScript script, Allow allow, Severity severity, String effect, String remedy) {
    return new Finding(
        Rule.ALLOW,
        severity,
        script.file(),
        allow.line(),
        "-- trestle:allow " + (allow.rule() + " " + allow.reason()).strip(),
        script.file().getFileName().toString(),
        effect,
        remedy);
  }
}
