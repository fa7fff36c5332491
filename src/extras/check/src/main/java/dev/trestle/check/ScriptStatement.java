package dev.trestle.check;

import dev.trestle.migrate.internal.TransactionRule;
import java.util.List;
import java.util.Locale;
import org.flywaydb.core.internal.sqlscript.SqlStatement;

/**
 * One statement of a file.
 *
 * @param parsed by Flyway, which runs it as a migration would
 * @param line of its first word, from 1
 * @param sql without the comments before it
 * @param bare without any comments
 * @param allows the comments before it that allow something
 */
record ScriptStatement(SqlStatement parsed, int line, String sql, String bare, List<Allow> allows) {
  private static final int SHOWN = 100;

  /** Whether it runs in the file's transaction. */
  boolean inTransaction() {
    return TransactionRule.allows(parsed, bare);
  }

  /** Its first word, in lower case. */
  String keyword() {
    return sql.strip().split("[^A-Za-z]", 2)[0].toLowerCase(Locale.ROOT);
  }

  /** Whether the planner decides how it reads its tables. */
  boolean isPlanned() {
    return switch (keyword()) {
      case "select", "insert", "update", "delete", "merge", "with", "values" -> true;
      default -> false;
    };
  }

  /** For people: one line, not too long. */
  String shown() {
    String text = bare.replaceAll("[\\s\\p{Cntrl}]+", " ");
    return text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
  }
}
