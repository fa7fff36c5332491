package dev.trestle.check;

import java.nio.file.Path;
import java.util.Objects;

/**
 * One thing that a statement of a pending migration would do.
 *
 * @param rule that it falls under
 * @param severity whether it hurts
 * @param file of the migration
 * @param line where the statement begins, from 1
 * @param statement its text, in one line without comments, shortened
 * @param subject the table, column or object it is about, as {@code users.name}
 * @param effect what it does and what it blocks, in a sentence
 * @param remedy the safe way to write it, in a sentence
 */
public record Finding(
    Rule rule,
    Severity severity,
    Path file,
    int line,
    String statement,
    String subject,
    String effect,
    String remedy) {

  /** Refuses null. */
  public Finding {
    Objects.requireNonNull(rule, "rule");
    Objects.requireNonNull(severity, "severity");
    Objects.requireNonNull(file, "file");
    Objects.requireNonNull(statement, "statement");
    Objects.requireNonNull(subject, "subject");
    Objects.requireNonNull(effect, "effect");
    Objects.requireNonNull(remedy, "remedy");
  }

  /**
   * For a terminal.
   *
   * @return four lines: where and which rule, the statement, what it does, the safe way
   */
  @Override
  public String toString() {
    return file
        + ":"
        + line
        + "  "
        + severity
        + "  "
        + rule.id()
        + "  "
        + subject
        + "\n    "
        + statement
        + "\n    "
        + effect
        + "\n    Safe: "
        + remedy;
  }
}
