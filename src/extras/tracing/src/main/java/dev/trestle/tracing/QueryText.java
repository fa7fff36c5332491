package dev.trestle.tracing;

import dev.trestle.internal.sql.SqlLexeme;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What may be told of a statement: its words, and none of the values that are written into it. */
final class QueryText {
  /** A list of thousands of question marks says no more than its begin. */
  static final int LONGEST = 4_000;

  private static final Set<String> OPERATIONS =
      Set.of(
          "SELECT",
          "INSERT",
          "UPDATE",
          "DELETE",
          "MERGE",
          "WITH",
          "VALUES",
          "CALL",
          "COPY",
          "SET",
          "LOCK",
          "CREATE",
          "ALTER",
          "DROP",
          "TRUNCATE",
          "EXPLAIN");

  private final String sql;
  private final StringBuilder out;
  private int at;

  private QueryText(String sql) {
    this.sql = sql;
    this.out = new StringBuilder(Math.min(sql.length(), LONGEST) + 1);
  }

  /** The first word in capitals, without parentheses before it, if statements begin with it. */
  static Optional<String> operation(String sql) {
    int from = 0;
    while (from < sql.length() && !Character.isLetter(sql.charAt(from))) {
      from++;
    }
    int to = from;
    while (to < sql.length() && Character.isLetter(sql.charAt(to))) {
      to++;
    }
    return Optional.of(sql.substring(from, to).toUpperCase(Locale.ROOT))
        .filter(OPERATIONS::contains);
  }

  /**
   * The text with a question mark for each text and number, and without comments.
   *
   * @return cut if it is enormous; empty if PostgreSQL could not read it to its end either
   */
  static Optional<String> withoutLiterals(String sql) {
    try {
      return Optional.of(new QueryText(sql).written());
    } catch (IllegalArgumentException endless) {
      return Optional.empty();
    }
  }

  private String written() {
    while (at < sql.length() && out.length() <= LONGEST) {
      step();
    }
    if (out.length() > LONGEST) {
      out.setLength(LONGEST);
      out.append('…');
    }
    return out.toString();
  }

  private void step() {
    char c = sql.charAt(at);
    int end = SqlLexeme.end(sql, at);
    if (SqlLexeme.isComment(sql, at)) {
      put(" ", end);
    } else if (c == '\'' || c == '$' && end > at + 1) {
      put("?", end);
    } else if (isDigit(c)) {
      put("?", number());
    } else if (Character.isLetter(c) || c == '_' || c == '$') {
      int word = word();
      put(sql.substring(at, word), word);
    } else {
      put(sql.substring(at, end), end);
    }
  }

  private void put(String text, int end) {
    out.append(text);
    at = end;
  }

  /** Stops before a quote, so that what is before one stays where it is: {@code E'…'}. */
  private int word() {
    int end = at;
    while (end < sql.length() && isWord(sql.charAt(end))) {
      end++;
    }
    return end;
  }

  /** {@code 1_000}, {@code 0xFF}, {@code 1.5e-3}, and what is no number but begins like one. */
  private int number() {
    int end = at;
    while (end < sql.length()) {
      char c = sql.charAt(end);
      boolean sign = (c == '-' || c == '+') && "eE".indexOf(sql.charAt(end - 1)) >= 0;
      if (!isWord(c) && c != '.' && !sign) {
        break;
      }
      end++;
    }
    return end;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isWord(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '$' || Character.isSurrogate(c);
  }
}
