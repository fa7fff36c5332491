package dev.trestle.schema;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Expressions in the one of their spellings that stays. PostgreSQL does not always read what it
 * wrote as what it was: {@code x in ('a', 'b')} over a {@code varchar} becomes an array that is
 * cast, written and read again an array of casts, and a constant without a name in a union gets the
 * name of its type.
 */
final class Expressions {
  private static final String LITERAL = "(?<!')E?'(?:[^']|'')*+'";
  private static final Pattern CASTS =
      Pattern.compile(
          "ARRAY\\[((?:\\(%1$s::character varying\\)::text(?:, )?)++)\\]".formatted(LITERAL));
  private static final Pattern CAST =
      Pattern.compile("\\((%s::character varying)\\)::text".formatted(LITERAL));
  private static final Pattern NAMED =
      Pattern.compile(
          "((?:NULL|%s)::([a-z]++(?: [a-z]++)*+)(?:\\([0-9,]+\\))?) AS ([a-z0-9]+)\\b"
              .formatted(LITERAL));

  /** What a constant is called that has only a type. */
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("smallint", "int2"),
          Map.entry("integer", "int4"),
          Map.entry("bigint", "int8"),
          Map.entry("real", "float4"),
          Map.entry("double precision", "float8"),
          Map.entry("boolean", "bool"),
          Map.entry("character varying", "varchar"),
          Map.entry("character", "bpchar"),
          Map.entry("timestamp without time zone", "timestamp"),
          Map.entry("timestamp with time zone", "timestamptz"),
          Map.entry("time without time zone", "time"),
          Map.entry("time with time zone", "timetz"));

  private Expressions() {}

  static String normalized(String sql) {
    String arrays =
        CASTS
            .matcher(sql)
            .replaceAll(found ->
                Matcher.quoteReplacement(
                    "(ARRAY[" + CAST.matcher(found.group(1)).replaceAll("$1") + "])::text[]"));
    return NAMED
        .matcher(arrays)
        .replaceAll(found ->
            Matcher.quoteReplacement(
                NAMES.getOrDefault(found.group(2), found.group(2)).equals(found.group(3))
                    ? found.group(1)
                    : found.group()));
  }
}
