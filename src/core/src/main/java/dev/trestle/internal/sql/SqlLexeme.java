package dev.trestle.internal.sql;

/**
 * Where what stands at a place of PostgreSQL's SQL ends, as the server's own scanner finds it: a
 * quoted text, a comment, or a single character (PostgreSQL manual, 4.1).
 */
public final class SqlLexeme {
  private final String sql;
  private final int at;

  private SqlLexeme(String sql, int at) {
    this.sql = sql;
    this.at = at;
  }

  /**
   * The end of a quoted text or a comment, or the next character.
   *
   * @param at not within either
   * @throws IllegalArgumentException if a quote or a comment does not end
   */
  public static int end(String sql, int at) {
    return new SqlLexeme(sql, at).end();
  }

  /** Whether a comment begins there. */
  public static boolean isComment(String sql, int at) {
    return sql.startsWith("--", at) || sql.startsWith("/*", at);
  }

  /**
   * The same with a space in place of each comment; what looks like one in a quoted text stays.
   *
   * @throws IllegalArgumentException if a quote or a comment does not end
   */
  public static String withoutComments(String sql) {
    StringBuilder text = new StringBuilder();
    for (int at = 0; at < sql.length(); ) {
      int end = end(sql, at);
      text.append(isComment(sql, at) ? " " : sql.substring(at, end));
      at = end;
    }
    return text.toString();
  }

  private int end() {
    return switch (sql.charAt(at)) {
      case '\'' -> quoted('\'', isEscapeString());
      case '"' -> quoted('"', false);
      case '$' -> dollarQuoted();
      case '-' -> sql.startsWith("--", at) ? lineEnd() : at + 1;
      case '/' -> sql.startsWith("/*", at) ? blockComment() : at + 1;
      default -> at + 1;
    };
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

  /** Whether a character may be within a name that is not quoted. */
  public static boolean isIdentifier(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '$' || Character.isSurrogate(c);
  }

  private IllegalArgumentException endless(String what) {
    long line = 1 + sql.substring(0, at).chars().filter(c -> c == '\n').count();
    return new IllegalArgumentException(
        "The " + what + " in line " + line + " of the SQL does not end");
  }
}
