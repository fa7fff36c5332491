package dev.trestle.check;

/** Comments of SQL: {@code --} to the end of the line, and nested blocks. */
final class Comments {
  private Comments() {}

  /** Where the first word begins: after blanks and comments. */
  static int leading(String sql) {
    int at = 0;
    while (at < sql.length()) {
      if (Character.isWhitespace(sql.charAt(at))) {
        at++;
      } else if (isComment(sql, at)) {
        at = end(sql, at);
      } else {
        return at;
      }
    }
    return at;
  }

  /** The statement without comments, for showing; those within strings stay. */
  static String strip(String sql) {
    StringBuilder text = new StringBuilder();
    int at = 0;
    while (at < sql.length()) {
      char c = sql.charAt(at);
      if (isComment(sql, at)) {
        at = end(sql, at);
        text.append(' ');
      } else if (c == '\'' || c == '"') {
        int close = sql.indexOf(c, at + 1);
        int next = close < 0 ? sql.length() : close + 1;
        text.append(sql, at, next);
        at = next;
      } else if (c == '$') {
        // What is between dollars is shown as it is.
        text.append(sql, at, sql.length());
        at = sql.length();
      } else {
        text.append(c);
        at++;
      }
    }
    return text.toString();
  }

  private static boolean isComment(String sql, int at) {
    return sql.startsWith("--", at) || sql.startsWith("/*", at);
  }

  private static int end(String sql, int at) {
    if (sql.startsWith("--", at)) {
      int line = sql.indexOf('\n', at);
      return line < 0 ? sql.length() : line + 1;
    }
    int depth = 0;
    int i = at;
    while (i < sql.length()) {
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
    return i;
  }
}
