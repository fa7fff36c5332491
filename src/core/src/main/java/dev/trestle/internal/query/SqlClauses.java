package dev.trestle.internal.query;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a query's SQL says at its end, found in the text: jOOQ keeps some of it to itself. */
final class SqlClauses {
  /** A quote that is doubled ends one and begins the next, which is as good here. */
  private static final Pattern QUOTED = Pattern.compile("'[^']*'|\"[^\"]*\"");

  private static final Pattern INNERMOST = Pattern.compile("\\([^()]*\\)");
  private static final Pattern LOCK =
      Pattern.compile("\\bfor (?:no key update|update|key share|share)\\b");
  private static final Pattern CHANGE =
      Pattern.compile("\\b(?:insert into|delete from|merge into|update (?:[^() ]++ ){0,9}set)\\b");
  private static final Pattern ORDER = Pattern.compile("\\b(?:order by|limit|offset|fetch)\\b");

  private final Optional<String> lock;
  private final Optional<String> change;
  private final Optional<String> order;

  private SqlClauses(Optional<String> lock, Optional<String> change, Optional<String> order) {
    this.lock = lock;
    this.change = change;
    this.order = order;
  }

  static SqlClauses of(String sql) {
    String words =
        QUOTED.matcher(sql).replaceAll(" ").replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
    Optional<String> lock = first(LOCK, words);
    Optional<String> change =
        first(CHANGE, words).map(it -> it.startsWith("update") ? "update" : it);
    String before;
    do {
      before = words;
      words = INNERMOST.matcher(words).replaceAll(" ");
    } while (!words.equals(before));
    return new SqlClauses(lock, change, first(ORDER, words));
  }

  private static Optional<String> first(Pattern pattern, String words) {
    Matcher matcher = pattern.matcher(words);
    return matcher.find() ? Optional.of(matcher.group()) : Optional.empty();
  }

  /** A lock on rows, at any depth. */
  Optional<String> lock() {
    return lock;
  }

  /** What changes rows, at any depth. */
  Optional<String> change() {
    return change;
  }

  /** The first word of an order or a limit of the query itself. */
  Optional<String> order() {
    return order;
  }
}
