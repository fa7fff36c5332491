package dev.trestle.check;

import java.util.List;

/** What is found when a statement is refused. */
final class RowRules {
  private RowRules() {}

  /** A file that only runs over empty tables. That a new column is required is told elsewhere. */
  static List<Finding> refused(
      MigrationScript script, ScriptRun.Outcome outcome, List<Step> steps, String reason) {
    ScriptStatement statement = outcome.failed().orElseThrow();
    boolean told =
        steps.stream()
            .filter(step -> step.statement().line() == statement.line())
            .anyMatch(step -> !ColumnRules.required(step).isEmpty());
    return told
        ? List.of()
        : List.of(
            finding(
                script,
                statement,
                Rule.GENERATED_ROWS,
                Severity.NOTE,
                "The rows made up for the check do not fit: "
                    + reason
                    + ". The file was checked over empty tables, so what it does with rows was not"
                    + " measured.",
                "try it on a copy of real data, too."));
  }

  static Finding failed(MigrationScript script, ScriptRun.Outcome outcome, String reason) {
    ScriptStatement statement = outcome.failed().orElseGet(() -> script.statements().getLast());
    return finding(
        script,
        statement,
        Rule.FAILED,
        Severity.DANGER,
        "PostgreSQL refused it: " + reason + ". What comes after it was not checked.",
        "correct it and check again.");
  }

  private static Finding finding(
      MigrationScript script,
      ScriptStatement statement,
      Rule rule,
      Severity severity,
      String effect,
      String remedy) {
    return new Finding(
        rule,
        severity,
        script.file(),
        statement.line(),
        statement.shown(),
        script.file().getFileName().toString(),
        effect,
        remedy);
  }
}
