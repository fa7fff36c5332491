package dev.trestle.dataproxy;

import dev.trestle.internal.digest.Sha256;
import dev.trestle.internal.sql.SqlLexeme;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * One statement, with one space where there was white space or a comment. This text is what runs,
 * not the one that was sent: so what a comment hides from us cannot reach a server that would see
 * it.
 */
final class Statement {
  private static final String SYNTAX_ERROR = "42601";
  private static final String NOT_SUPPORTED = "0A000";
  private static final int FINGERPRINT_BYTES = 16;

  /** What changes nothing, but by functions. */
  private static final Set<String> READS = Set.of("select", "values", "table", "show");

  /** What begins or ends a transaction, or is about a session, of which a caller has none. */
  private static final Set<String> OF_A_SESSION =
      Set.of(
          "begin",
          "start",
          "commit",
          "end",
          "rollback",
          "abort",
          "savepoint",
          "release",
          "prepare",
          "execute",
          "deallocate",
          "set",
          "reset",
          "discard",
          "listen",
          "unlisten",
          "declare",
          "fetch",
          "move",
          "close",
          "load",
          "copy");

  private final String sql;
  private final int[] origins;
  private final String sent;
  private final String fingerprint;

  private Statement(String sql, int[] origins, String sent) {
    this.sql = sql;
    this.origins = origins;
    this.sent = sent;
    this.fingerprint = HexFormat.of().formatHex(Arrays.copyOf(Sha256.of(sql), FINGERPRINT_BYTES));
  }

  /** The one statement of a request. */
  static Statement of(String text) throws SqlFailure {
    List<Statement> all;
    try {
      all = split(text);
    } catch (IllegalArgumentException e) {
      throw SqlFailure.of(SYNTAX_ERROR, e.getMessage());
    }
    if (all.size() != 1) {
      throw SqlFailure.of(
          SYNTAX_ERROR,
          all.isEmpty()
              ? "The query is empty"
              : "The query has %d statements; send one, or several as a transaction"
                  .formatted(all.size()));
    }
    Statement statement = all.getFirst();
    statement.refuseSession();
    return statement;
  }

  /**
   * The statements of a text, without empty ones.
   *
   * @throws IllegalArgumentException if a quote or a comment does not end
   */
  static List<Statement> split(String text) {
    List<Statement> statements = new ArrayList<>();
    StringBuilder sql = new StringBuilder();
    int[] origins = new int[text.length()];
    boolean space = false;
    boolean line = false;
    for (int at = 0, end; at < text.length(); at = end) {
      end = SqlLexeme.end(text, at);
      char c = text.charAt(at);
      if (isSpace(c) || SqlLexeme.isComment(text, at)) {
        space = true;
        line |= c == '\n' || c == '\r';
      } else if (c == ';') {
        end(sql, origins, text, statements);
      } else {
        if (space && !sql.isEmpty()) {
          origins[sql.length()] = at - 1;
          sql.append(between(sql, c, line));
        }
        space = false;
        line = false;
        for (int i = at; i < end; i++) {
          origins[sql.length()] = i;
          sql.append(text.charAt(i));
        }
      }
    }
    end(sql, origins, text, statements);
    return statements;
  }

  /** Quoted texts on two lines are one text, on the same line an error. */
  private static char between(StringBuilder before, char next, boolean line) {
    return line && next == '\'' && before.charAt(before.length() - 1) == '\'' ? '\n' : ' ';
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c >= '\t' && c <= '\r';
  }

  private static void end(
      StringBuilder sql, int[] origins, String sent, List<Statement> statements) {
    if (!sql.isEmpty()) {
      int[] own = Arrays.copyOf(origins, sql.length());
      statements.add(new Statement(sql.toString(), own, sent));
      sql.setLength(0);
    }
  }

  private void refuseSession() throws SqlFailure {
    String word = word();
    if (OF_A_SESSION.contains(word) && !sql.toLowerCase(Locale.ROOT).startsWith("set local ")) {
      throw SqlFailure.of(
          NOT_SUPPORTED,
          "%s needs a session or a transaction of the caller's own, and there is none; send several statements as a transaction"
              .formatted(word.toUpperCase(Locale.ROOT)));
    }
    if (sql.indexOf('\0') >= 0) {
      throw SqlFailure.of(SYNTAX_ERROR, "The query has a NUL character");
    }
  }

  private String word() {
    int start = 0;
    while (start < sql.length() && (sql.charAt(start) == '(' || sql.charAt(start) == ' ')) {
      start++;
    }
    int end = start;
    while (end < sql.length() && Character.isLetter(sql.charAt(end))) {
      end++;
    }
    return sql.substring(start, end).toLowerCase(Locale.ROOT);
  }

  /** Whether it only reads, unless a function in it changes something. */
  boolean isRead() {
    return READS.contains(word());
  }

  /** What runs. */
  String sql() {
    return sql;
  }

  /** The same for the same statement, and for no other: 32 hexadecimal digits. */
  String fingerprint() {
    return fingerprint;
  }

  /**
   * Where in the text that was sent a character of {@link #sql} is; both from 1 on, 0 for nowhere.
   */
  int sentPosition(int position) {
    if (position < 1 || position > sql.codePointCount(0, sql.length())) {
      return 0;
    }
    int at = origins[sql.offsetByCodePoints(0, position - 1)];
    return sent.codePointCount(0, at) + 1;
  }
}
