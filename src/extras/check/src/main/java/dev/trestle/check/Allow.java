package dev.trestle.check;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A comment {@code -- trestle:allow rule reason}.
 *
 * @param line where it stands, from 1
 * @param rule as it was written; empty if there is none
 * @param reason empty if there is none
 */
record Allow(int line, String rule, String reason) {
  private static final Pattern COMMENT =
      Pattern.compile("\\s*--+\\s*trestle:allow(?:\\s+(\\S+))?(?:\\s+(.*\\S))?\\s*");

  static boolean isOne(String line) {
    return COMMENT.matcher(line).matches();
  }

  static Allow parse(int number, String line) {
    Matcher matcher = COMMENT.matcher(line);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(line);
    }
    return new Allow(number, orEmpty(matcher.group(1)), orEmpty(matcher.group(2)));
  }

  private static String orEmpty(String group) {
    return group == null ? "" : group;
  }
}
