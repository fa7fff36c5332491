package dev.trestle.console.internal.page;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Figures as people read them. */
public final class Words {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);

  private Words() {}

  /** {@code 0.41 ms}, {@code 27 ms}, {@code 1.2 s}, {@code 5 min}: three digits at most. */
  public static String duration(Duration duration) {
    double millis = duration.toNanos() / 1e6;
    if (millis < 1000) {
      return number(millis) + " ms";
    }
    double seconds = millis / 1000;
    if (seconds < 120) {
      return number(seconds) + " s";
    }
    return seconds < 7200 ? number(seconds / 60) + " min" : number(seconds / 3600) + " h";
  }

  /** {@code 10 B}, {@code 64 KiB}, {@code 1.5 MiB}, {@code 2 GiB}. */
  public static String bytes(long bytes) {
    if (bytes < 1 << 10) {
      return bytes + " B";
    }
    if (bytes < 1 << 20) {
      return number(bytes / 0x1p10) + " KiB";
    }
    return bytes < 1 << 30 ? number(bytes / 0x1p20) + " MiB" : number(bytes / 0x1p30) + " GiB";
  }

  /** {@code 10,000}. */
  public static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** {@code 1 row}, {@code 2 rows}. */
  public static String count(long number, String one, String more) {
    return count(number) + " " + (number == 1 ? one : more);
  }

  /** The time of day, here. */
  public static String time(Instant instant) {
    return TIME.format(LocalTime.ofInstant(instant, ZoneId.systemDefault()));
  }

  private static String number(double value) {
    int digits = value == Math.rint(value) || value >= 100 ? 0 : value >= 10 ? 1 : 2;
    return String.format(Locale.ROOT, "%." + digits + "f", value);
  }
}
