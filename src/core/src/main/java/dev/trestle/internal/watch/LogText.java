package dev.trestle.internal.watch;

import java.time.Duration;
import java.util.Locale;

/** Text that stays on its line of the log, whoever wrote it. */
public final class LogText {
  private static final int LONGEST_SQL = 10_000;

  private LogText() {}

  /** A statement, cut if it is enormous. */
  static String sql(String sql) {
    return line(sql, LONGEST_SQL);
  }

  /**
   * Text with escapes for what would end the line, move the cursor or turn the writing direction.
   *
   * @param text anything
   * @param longest characters that are kept of it
   */
  public static String line(String text, int longest) {
    int end = Math.min(text.length(), longest);
    StringBuilder out = new StringBuilder(end + 16);
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (isPlain(c)) {
            out.append(c);
          } else {
            out.append("\\u%04x".formatted((int) c));
          }
        }
      }
    }
    return end == text.length()
        ? out.toString()
        : out.append("… (").append(text.length()).append(" characters)").toString();
  }

  private static boolean isPlain(char c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  /** {@code 12.34 ms}. */
  static String millis(Duration duration) {
    return String.format(Locale.ROOT, "%.2f ms", duration.toNanos() / 1e6);
  }
}
