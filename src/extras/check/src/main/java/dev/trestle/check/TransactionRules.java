package dev.trestle.check;

import java.util.ArrayList;
import java.util.List;

/** How a file stands to its transaction, which its text alone decides. */
final class TransactionRules {
  private TransactionRules() {}

  static boolean isControl(ScriptStatement statement) {
    return switch (statement.keyword()) {
      case "begin", "start", "commit", "end", "rollback", "abort", "savepoint", "release" -> true;
      default -> false;
    };
  }

  static List<Finding> of(MigrationScript script) {
    List<Finding> findings = new ArrayList<>();
    for (ScriptStatement statement : script.statements()) {
      if (isControl(statement)) {
        findings.add(
            finding(
                script,
                statement,
                Rule.TRANSACTION_CONTROL,
                "The file runs in a transaction already; this would end it halfway, or begin none."
                    + " The check left it out.",
                "delete it; what must not be in one transaction goes into files of its own."));
      }
    }
    if (script.isMixed()) {
      script.statements().stream()
          .filter(statement -> !statement.inTransaction())
          .findFirst()
          .ifPresent(statement ->
              findings.add(
                  finding(
                      script,
                      statement,
                      Rule.MIXED_TRANSACTION,
                      "It cannot be in a transaction, so a failure would leave half of the file."
                          + " Migrations refuse such a file.",
                      "put it into a file of its own.")));
    }
    return findings;
  }

  private static Finding finding(
      MigrationScript script, ScriptStatement statement, Rule rule, String effect, String remedy) {
    return new Finding(
        rule,
        Severity.DANGER,
        script.file(),
        statement.line(),
        statement.shown(),
        script.file().getFileName().toString(),
        effect,
        remedy);
  }
}
