package dev.trestle.check;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Values for a column, as SQL: what its constraints mention, then what its type suggests. Those of
 * another row are others, where the type has so many.
 */
final class FillValues {
  private static final Pattern STRING = Pattern.compile("'((?:[^']|'')*+)'");
  private static final Pattern NUMBER =
      Pattern.compile("(?<![\\w.'])-?\\d{1,9}(?:\\.\\d+)?(?!\\w)");
  private static final int LONGEST = 2000;

  private final FillTable.Column column;
  private final int row;
  private final Set<String> values = new LinkedHashSet<>();

  private FillValues(FillTable.Column column, int row) {
    this.column = column;
    this.row = row;
  }

  /** Never empty. */
  static List<String> of(FillTable.Column column, int row) {
    FillValues made = new FillValues(column, row);
    if (column.hasDefault()) {
      made.values.add("default");
    }
    made.mentioned();
    made.typed();
    if (!column.required()) {
      made.values.add("null");
    }
    return List.copyOf(made.values);
  }

  private void mentioned() {
    for (String text : column.texts()) {
      Matcher strings = STRING.matcher(text);
      List<String> found = new ArrayList<>();
      while (strings.find()) {
        found.add(strings.group(1));
      }
      for (int i = 0; i < found.size(); i++) {
        literal(found.get((i + row) % found.size()).replace("''", "'"));
      }
      Matcher numbers = NUMBER.matcher(STRING.matcher(text).replaceAll("''"));
      while (numbers.find()) {
        number(numbers.group());
      }
    }
  }

  private void number(String text) {
    switch (column.base().category()) {
      case 'N' -> {
        literal(add(text, row));
        literal(add(text, row + 1));
        literal(add(text, -row - 1));
      }
      case 'S' -> {
        length(text, 0);
        length(text, 1);
        length(text, -1);
      }
      case 'U' -> {
        if (column.base().name().equals("bytea")) {
          bytes(text, 0);
          bytes(text, 1);
          bytes(text, -1);
        }
      }
      default -> {}
    }
  }

  private static String add(String number, int more) {
    return new java.math.BigDecimal(number).add(java.math.BigDecimal.valueOf(more)).toPlainString();
  }

  private void length(String text, int more) {
    int length = lengthOf(text, more);
    if (length > 0) {
      literal(((char) ('a' + row) + "x".repeat(length)).substring(0, length));
    }
  }

  private void bytes(String text, int more) {
    int length = lengthOf(text, more);
    if (length > 0) {
      literal("\\x0" + row + "00".repeat(length - 1));
    }
  }

  private static int lengthOf(String text, int more) {
    if (text.contains(".") || text.length() > 4) {
      return 0;
    }
    int length = Integer.parseInt(text) + more;
    return length > LONGEST ? 0 : length;
  }

  private void typed() {
    int one = row + 1;
    switch (column.base().category()) {
      case 'N' -> literals(one, 0, 100 + row, "0.0" + one);
      case 'B' -> literals("true", "false");
      case 'S' -> strings(one);
      case 'D' -> {
        if (column.base().name().startsWith("time") && !column.base().name().startsWith("timest")) {
          literals("10:00:0" + one);
        } else {
          literals("2026-01-0" + one, "2036-01-0" + one, "2016-01-0" + one);
        }
      }
      case 'T' -> literals(one + " days");
      case 'E' -> {
        List<String> labels = column.base().labels();
        for (int i = 0; i < labels.size(); i++) {
          literal(labels.get((i + row) % labels.size()));
        }
      }
      case 'A' -> literals("{}", "{" + one + "}", "{NULL}");
      case 'R' -> literals("[" + one + "," + (one + 1) + ")", "empty", "{}");
      case 'G' ->
          literals(
              "(" + one + ",1)",
              "{1,1," + one + "}",
              "((0,0),(" + one + ",1))",
              "<(0,0)," + one + ">");
      case 'I' -> literals("10.0.0." + one);
      case 'V' -> literals("1".repeat(Math.max(1, column.length())));
      case 'C' -> literals("(" + ",".repeat(Math.max(0, column.base().fields() - 1)) + ")");
      default -> others(one);
    }
  }

  private void strings(int one) {
    literals(
        "value " + one,
        "value" + one,
        "user" + one + "@example.org",
        "https://example.org/" + one,
        "A" + one,
        "a" + one,
        one,
        "+4912345670" + one,
        "2026-01-0" + one,
        "");
  }

  private void others(int one) {
    switch (column.base().name()) {
      case "uuid" -> literals("00000000-0000-4000-8000-00000000000" + one);
      case "bytea" -> literals("\\x0" + one);
      case "json", "jsonb" -> literals("{}", "[]", "{\"value\": " + one + "}", one);
      case "xml" -> literals("<a/>");
      case "pg_lsn" -> literals("0/" + one);
      case "macaddr" -> literals("08:00:2b:01:02:0" + one);
      case "macaddr8" -> literals("08:00:2b:01:02:03:04:0" + one);
      case "pg_snapshot", "txid_snapshot" -> literals("10:20:");
      default -> literals("a" + one, one, "{}", "[1]");
    }
  }

  private void literals(Object... made) {
    for (Object value : made) {
      literal(String.valueOf(value));
    }
  }

  private void literal(String text) {
    String value = text;
    if (column.base().category() == 'S' && column.length() > 0 && text.length() > column.length()) {
      // What distinguishes rows is at the end.
      value = text.substring(text.length() - column.length());
    }
    values.add("'" + value.replace("'", "''") + "'::" + column.type());
  }
}
