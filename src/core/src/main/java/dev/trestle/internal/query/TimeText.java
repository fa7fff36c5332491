package dev.trestle.internal.query;

import static java.time.format.DateTimeFormatter.ISO_LOCAL_TIME;
import static java.time.temporal.ChronoField.ERA;
import static java.time.temporal.ChronoField.HOUR_OF_DAY;
import static java.time.temporal.ChronoField.YEAR_OF_ERA;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.SignStyle;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Set;

/** Dates and times as PostgreSQL reads them, whatever the session's settings. */
final class TimeText {
  private static final Set<TemporalAccessor> PAST_ALL =
      Set.of(LocalDate.MAX, LocalDateTime.MAX, OffsetDateTime.MAX);
  private static final Set<TemporalAccessor> BEFORE_ALL =
      Set.of(LocalDate.MIN, LocalDateTime.MIN, OffsetDateTime.MIN);

  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .append(ISO_LOCAL_TIME)
          .optionalStart()
          .appendOffset("+HH:MM:ss", "+00")
          .toFormatter(Locale.ROOT);

  private static final DateTimeFormatter DATE =
      new DateTimeFormatterBuilder()
          .appendValue(YEAR_OF_ERA, 4, 10, SignStyle.NORMAL)
          .appendPattern("-MM-dd")
          .toFormatter(Locale.ROOT);

  private TimeText() {}

  /** A date, a time, both, with an offset or without. */
  static String of(TemporalAccessor time) {
    if (PAST_ALL.contains(time)) {
      return "infinity";
    }
    if (BEFORE_ALL.contains(time)) {
      return "-infinity";
    }
    boolean hasDate = time.isSupported(YEAR_OF_ERA);
    boolean hasTime = time.isSupported(HOUR_OF_DAY);
    // The year 0 is 1 BC there, and no year has a sign.
    String era = !hasDate ? "" : time.get(ERA) == 0 ? " BC" : " AD";
    return (hasDate ? DATE.format(time) : "")
        + (hasDate && hasTime ? " " : "")
        + (hasTime ? TIME.format(time) : "")
        + era;
  }
}
