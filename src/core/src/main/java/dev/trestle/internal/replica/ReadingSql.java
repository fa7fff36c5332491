package dev.trestle.internal.replica;

import dev.trestle.internal.sql.GenericPlan;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether a statement only reads, told from its text. What looks like a write, a lock, or a
 * question about the server itself does not, wherever it stands; a function that writes cannot be
 * seen, and is refused by a replica. Safe for all threads.
 */
final class ReadingSql {
  /** More than a program has statements; what is beyond is looked at each time. */
  private static final int MOST_KNOWN = 2_000;

  private static final Pattern QUOTED = Pattern.compile("'[^']*'|\"[^\"]*\"");
  private static final Pattern READING = Pattern.compile("[\\s(]*(?:select|with|values|table)\\b");

  private static final Pattern OTHER =
      Pattern.compile(
          "\\b(?:insert|update|delete|merge|into|call|lock|share)\\b"
              // A second statement, or comments and quotes that are not understood here.
              + "|;\\s*\\S|--|/\\*|\\$[^\\s$]*\\$|\\\\");

  /** Locks, sequences, sessions, other transactions and servers: quoted or not, the primary's. */
  private static final Pattern FUNCTIONS =
      Pattern.compile(
          "\\b(?:pg_(?!catalog\\b)|txid_|lo_|dblink)\\w*"
              + "|\\b(?:nextval|setval|currval|lastval|set_config)\\b");

  /** What is longer has its values in its text, and does not come again. */
  private static final int LONGEST_KNOWN = 10_000;

  private final ConcurrentMap<String, Boolean> known = new ConcurrentHashMap<>();

  boolean isCertain(String sql) {
    Boolean before = known.get(sql);
    if (before != null) {
      return before;
    }
    boolean reads = look(sql);
    if (known.size() < MOST_KNOWN && sql.length() <= LONGEST_KNOWN) {
      known.put(sql, reads);
    }
    return reads;
  }

  private static boolean look(String sql) {
    String text = GenericPlan.within(sql).toLowerCase(Locale.ROOT);
    String words = QUOTED.matcher(text).replaceAll(" ");
    String names =
        QUOTED
            .matcher(text)
            .replaceAll(
                it -> it.group().startsWith("'") ? " " : Matcher.quoteReplacement(it.group()));
    return READING.matcher(words).lookingAt()
        && !OTHER.matcher(words).find()
        && !FUNCTIONS.matcher(names).find();
  }
}
