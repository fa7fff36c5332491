package dev.trestle.internal.query;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds the parameters of PostgreSQL's SQL: what is quoted or commented out is passed over, as the
 * server's own scanner does (PostgreSQL manual, 4.1). Used once.
 */
final class SqlScanner {
  private final String sql;
  private final List<SqlText.Piece> pieces = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();
  private int at;
  private int brackets;

  SqlScanner(String sql) {
    this.sql = sql;
  }

  List<SqlText.Piece> pieces() {
    while (at < sql.length()) {
      step();
    }
    endText();
    return List.copyOf(pieces);
  }

  private void step() {
    char c = sql.charAt(at);
    switch (c) {
      case '\'' -> take(quoted('\'', isEscapeString()));
      case '"' -> take(quoted('"', false));
      case '$' -> take(dollarQuoted());
      case ':' -> colon();
      case '?' -> questionMark();
      case '-' -> take(sql.startsWith("--", at) ? lineEnd() : at + 1);
      case '/' -> take(sql.startsWith("/*", at) ? blockComment() : at + 1);
      case '[', ']' -> {
        brackets += c == '[' ? 1 : -1;
        take(at + 1);
      }
      default -> take(at + 1);
    }
  }

  private void take(int end) {
    text.append(sql, at, end);
    at = end;
  }

  private void endText() {
    if (!text.isEmpty()) {
      pieces.add(new SqlText.Piece.Text(text.toString()));
      text.setLength(0);
    }
  }

  /** {@code E'…'}, in which a backslash quotes a quote. */
  private boolean isEscapeString() {
    return at > 0
        && (sql.charAt(at - 1) == 'e' || sql.charAt(at - 1) == 'E')
        && (at == 1 || !isIdentifier(sql.charAt(at - 2)));
  }

  private int quoted(char quote, boolean backslashes) {
    for (int i = at + 1; i < sql.length(); i++) {
      if (backslashes && sql.charAt(i) == '\\') {
        i++;
      } else if (sql.charAt(i) == quote) {
        if (i + 1 == sql.length() || sql.charAt(i + 1) != quote) {
          return i + 1;
        }
        i++;
      }
    }
    throw endless("quote " + quote);
  }

  /**
   * {@code $$…$$} and {@code $tag$…$tag$}; within a name, and before a digit, it is a character.
   */
  private int dollarQuoted() {
    if (at > 0 && isIdentifier(sql.charAt(at - 1))) {
      return at + 1;
    }
    int end = at + 1;
    while (end < sql.length() && sql.charAt(end) != '$' && isIdentifier(sql.charAt(end))) {
      end++;
    }
    boolean isTag =
        end < sql.length() && sql.charAt(end) == '$' && !Character.isDigit(sql.charAt(at + 1));
    if (!isTag) {
      return at + 1;
    }
    String tag = sql.substring(at, end + 1);
    int close = sql.indexOf(tag, end + 1);
    if (close < 0) {
      throw endless("quote " + tag);
    }
    return close + tag.length();
  }

  private int lineEnd() {
    int end = at;
    while (end < sql.length() && sql.charAt(end) != '\n' && sql.charAt(end) != '\r') {
      end++;
    }
    return end;
  }

  /** They nest. */
  private int blockComment() {
    int depth = 1;
    for (int i = at + 2; i < sql.length(); ) {
      if (sql.startsWith("/*", i)) {
        depth++;
        i += 2;
      } else if (sql.startsWith("*/", i)) {
        depth--;
        i += 2;
        if (depth == 0) {
          return i;
        }
      } else {
        i++;
      }
    }
    throw endless("comment /*");
  }

  private void colon() {
    if (sql.startsWith("::", at)) {
      take(at + 2);
    } else if (at + 1 < sql.length() && isNameStart(sql.charAt(at + 1)) && !isSlice()) {
      int end = at + 2;
      while (end < sql.length() && isName(sql.charAt(end))) {
        end++;
      }
      endText();
      pieces.add(new SqlText.Piece.Parameter(sql.substring(at + 1, end)));
      at = end;
    } else {
      take(at + 1);
    }
  }

  /** The colon of {@code a[1:n]}: within brackets, right behind a value. */
  private boolean isSlice() {
    if (brackets <= 0) {
      return false;
    }
    char before = sql.charAt(at - 1);
    return isIdentifier(before) || before == ')' || before == ']' || before == '"';
  }

  /** To the driver a lone question mark is a parameter, a double one the operator. */
  private void questionMark() {
    text.append("??");
    at += sql.startsWith("??", at) ? 2 : 1;
  }

  private static boolean isIdentifier(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '$' || Character.isSurrogate(c);
  }

  private static boolean isNameStart(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
  }

  private static boolean isName(char c) {
    return isNameStart(c) || c >= '0' && c <= '9';
  }

  private IllegalArgumentException endless(String what) {
    long line = 1 + sql.substring(0, at).chars().filter(c -> c == '\n').count();
    return new IllegalArgumentException(
        "The " + what + " in line " + line + " of the SQL does not end");
  }
}
