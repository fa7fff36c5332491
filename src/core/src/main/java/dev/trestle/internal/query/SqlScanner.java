package dev.trestle.internal.query;

import dev.trestle.internal.sql.SqlLexeme;
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
      case ':' -> colon();
      case '?' -> questionMark();
      case '[', ']' -> {
        brackets += c == '[' ? 1 : -1;
        take(at + 1);
      }
      default -> take(SqlLexeme.end(sql, at));
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
    return SqlLexeme.isIdentifier(before) || before == ')' || before == ']' || before == '"';
  }

  /** To the driver a lone question mark is a parameter, a double one the operator. */
  private void questionMark() {
    text.append("??");
    at += sql.startsWith("??", at) ? 2 : 1;
  }

  private static boolean isNameStart(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
  }

  private static boolean isName(char c) {
    return isNameStart(c) || c >= '0' && c <= '9';
  }
}
