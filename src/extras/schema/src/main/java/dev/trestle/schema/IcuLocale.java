package dev.trestle.schema;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The locale of a collation by ICU as PostgreSQL 16 and later keep it, a language tag. Earlier ones
 * keep what was said, which may be ICU's older form: {@code de_AT@colNumeric=yes}.
 */
final class IcuLocale {
  private static final Pattern LOCALE =
      Pattern.compile("(?<=provider = icu, locale = ')([^'@]*)(?:@([^']*))?(?=')");
  private static final Map<String, String> KEYS =
      Map.of(
          "collation", "co",
          "colalternate", "ka",
          "colbackwards", "kb",
          "colcaselevel", "kc",
          "colcasefirst", "kf",
          "colnormalization", "kk",
          "colnumeric", "kn",
          "colreorder", "kr",
          "colstrength", "ks");
  private static final Map<String, String> VALUES =
      Map.of(
          "yes", "true",
          "no", "false",
          "non-ignorable", "noignore",
          "primary", "level1",
          "secondary", "level2",
          "tertiary", "level3",
          "quaternary", "level4",
          "quarternary", "level4",
          "identical", "identic",
          "phonebook", "phonebk");

  private IcuLocale() {}

  /** The definition of a collation with its locale as a tag; all others as they are. */
  static String normalized(String definition) {
    return LOCALE
        .matcher(definition)
        .replaceFirst(found ->
            Matcher.quoteReplacement(
                tag(found.group(1), found.group(2) == null ? "" : found.group(2))));
  }

  private static String tag(String base, String keywords) {
    Map<String, String> extension = new TreeMap<>();
    for (String keyword : keywords.split(";")) {
      String[] pair = keyword.strip().toLowerCase(Locale.ROOT).split("=", 2);
      if (pair.length == 2) {
        extension.put(KEYS.getOrDefault(pair[0], pair[0]), VALUES.getOrDefault(pair[1], pair[1]));
      }
    }
    StringBuilder tag =
        new StringBuilder(base.isEmpty() || base.equals("root") ? "und" : base.replace('_', '-'));
    if (!extension.isEmpty()) {
      tag.append("-u");
      extension.forEach((key, value) -> tag.append('-').append(key).append('-').append(value));
    }
    return tag.toString();
  }
}
