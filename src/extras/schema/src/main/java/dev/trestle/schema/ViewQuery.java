package dev.trestle.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The query of a view as PostgreSQL 16 and later write it. Earlier ones qualify the columns of a
 * query over a single table too: {@code SELECT users.id FROM users}.
 */
final class ViewQuery {
  private static final Pattern TOKEN =
      Pattern.compile(
          "'(?:[^']|'')*+'|\"(?:[^\"]|\"\")*+\"|[\\p{L}_][\\p{L}\\p{N}_$]*|\\s+|::|.",
          Pattern.DOTALL);
  private static final Set<String> AFTER_FROM =
      Set.of("WHERE", "GROUP", "HAVING", "WINDOW", "ORDER", "LIMIT", "OFFSET", "FETCH", "FOR");
  private static final Set<String> SEVERAL = Set.of("UNION", "EXCEPT", "INTERSECT", "JOIN", ",");
  private static final Set<String> QUERY = Set.of("SELECT", "WITH", "VALUES");

  private final List<String> tokens = new ArrayList<>();

  /** How many subqueries each token is in; parentheses are counted in {@link #depths}. */
  private final List<Integer> levels = new ArrayList<>();

  private final List<Integer> depths = new ArrayList<>();

  private ViewQuery(String query) {
    Matcher matcher = TOKEN.matcher(query);
    while (matcher.find()) {
      tokens.add(matcher.group());
    }
    List<Boolean> open = new ArrayList<>();
    int level = 0;
    for (int i = 0; i < tokens.size(); i++) {
      if (tokens.get(i).equals(")") && !open.isEmpty() && open.removeLast()) {
        level--;
      }
      levels.add(level);
      depths.add(open.size());
      if (tokens.get(i).equals("(")) {
        boolean subquery = QUERY.contains(word(i + 1));
        open.add(subquery);
        level += subquery ? 1 : 0;
      }
    }
  }

  static String normalized(String query) {
    return new ViewQuery(query).unqualified();
  }

  private String unqualified() {
    int from = find("FROM", 0);
    int end = from;
    while (end < tokens.size() && !(depths.get(end) == 0 && AFTER_FROM.contains(tokens.get(end)))) {
      end++;
    }
    if (from == tokens.size() || severalRelations(from)) {
      return String.join("", tokens);
    }
    String alias = alias(from, end);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < tokens.size(); i++) {
      if ((i < from || i >= end) && qualifies(i, alias)) {
        i++; // and the dot
      } else {
        text.append(tokens.get(i));
      }
    }
    return text.toString();
  }

  private int find(String word, int start) {
    int i = start;
    while (i < tokens.size() && !(depths.get(i) == 0 && tokens.get(i).equals(word))) {
      i++;
    }
    return i;
  }

  private boolean severalRelations(int from) {
    for (int i = from; i < tokens.size(); i++) {
      if (depths.get(i) == 0
          && SEVERAL.contains(tokens.get(i))
          && !(tokens.get(i).equals(",") && isAfterFromClause(from, i))) {
        return true;
      }
    }
    // A join stands in parentheses, and so does a subquery.
    int first = next(from);
    return token(first).equals("(") && !QUERY.contains(word(first + 1));
  }

  private boolean isAfterFromClause(int from, int i) {
    for (int j = from; j < i; j++) {
      if (depths.get(j) == 0 && AFTER_FROM.contains(tokens.get(j))) {
        return true;
      }
    }
    return false;
  }

  /** The last name of the clause, before the names of its columns if it has them. */
  private String alias(int from, int end) {
    String alias = "";
    for (int i = from + 1; i < end; i++) {
      if (depths.get(i) == 0 && isName(tokens.get(i))) {
        alias = tokens.get(i);
      }
    }
    return alias;
  }

  /** Not so a schema's name before a type, a function or an operator. */
  private boolean qualifies(int i, String alias) {
    return levels.get(i) == 0
        && tokens.get(i).equals(alias)
        && token(i + 1).equals(".")
        && isName(token(i + 2))
        && !token(i + 3).equals("(")
        && !token(i - 1).equals("::")
        && !token(i - 1).equals(".")
        && !token(i - 2).equals("COLLATE");
  }

  private static boolean isName(String token) {
    return token.startsWith("\"")
        || !token.isEmpty() && (Character.isLetter(token.charAt(0)) || token.charAt(0) == '_');
  }

  private String word(int i) {
    return token(i).isBlank() && i < tokens.size() ? token(i + 1) : token(i);
  }

  private int next(int i) {
    return token(i + 1).isBlank() ? i + 2 : i + 1;
  }

  private String token(int i) {
    return i >= 0 && i < tokens.size() ? tokens.get(i) : "";
  }
}
