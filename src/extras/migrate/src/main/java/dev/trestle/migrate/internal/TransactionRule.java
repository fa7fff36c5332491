package dev.trestle.migrate.internal;

import java.util.regex.Pattern;
import org.flywaydb.core.internal.sqlscript.SqlStatement;

/** Which statements PostgreSQL runs within a transaction: what Flyway says, corrected. */
public final class TransactionRule {
  /** Up to PostgreSQL 11 these could not be in a transaction, and Flyway does not ask. */
  private static final Pattern TOGETHER = Pattern.compile("(?is)alter\\s+type\\b.*");

  /** Flyway does not know of these. */
  private static final Pattern ALONE =
      Pattern.compile(
          "(?is)reindex\\b.*\\bconcurrently\\b.*"
              + "|alter\\s+table\\b.*\\bdetach\\s+partition\\b.*\\b(?:concurrently|finalize)");

  private TransactionRule() {}

  /**
   * Whether a statement may run in one.
   *
   * @param parsed by Flyway
   * @param bare the same without any comments
   */
  public static boolean allows(SqlStatement parsed, String bare) {
    return !ALONE.matcher(bare).matches()
        && (parsed.canExecuteInTransaction() || TOGETHER.matcher(bare).matches());
  }
}
