package dev.trestle.internal.query;

import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.function.LongFunction;

/**
 * Reads a date or time from the driver's bytes, if it received binary: the driver makes a calendar
 * and more for each result to do so. Of the years 1 to 9999; all else, and text, is the driver's.
 *
 * <p>Format: microseconds, or days, since the beginning of 2000 (PostgreSQL's {@code timestamp.c}
 * and {@code date.c}).
 */
final class BinaryTime<V> implements Reader {
  /** From the beginning of 1970 to that of 2000. */
  private static final long DAYS = LocalDate.of(2000, 1, 1).toEpochDay();

  private static final long MICROS_OF_SECOND = 1_000_000;
  private static final long MICROS_OF_DAY = 86_400 * MICROS_OF_SECOND;
  private static final long FIRST_DAY = LocalDate.of(1, 1, 1).toEpochDay() - DAYS;
  private static final long END_DAY = LocalDate.of(10_000, 1, 1).toEpochDay() - DAYS;

  private final Class<V> type;
  private final String column;
  private final long unitsOfDay;
  private final LongFunction<V> maker;

  /** Whether the server's column is of the type: 0 until the first row, then 1 or -1. */
  private volatile int checked;

  private BinaryTime(Class<V> type, String column, long unitsOfDay, LongFunction<V> maker) {
    this.type = type;
    this.column = column;
    this.unitsOfDay = unitsOfDay;
    this.maker = maker;
  }

  static Reader offsetDateTime() {
    return new BinaryTime<>(
        OffsetDateTime.class,
        "timestamptz",
        MICROS_OF_DAY,
        micros -> local(micros).atOffset(ZoneOffset.UTC));
  }

  static Reader localDateTime() {
    return new BinaryTime<>(LocalDateTime.class, "timestamp", MICROS_OF_DAY, BinaryTime::local);
  }

  static Reader localDate() {
    return new BinaryTime<>(LocalDate.class, "date", 1, days -> LocalDate.ofEpochDay(days + DAYS));
  }

  /** Microseconds since the beginning of 1970 of a {@code timestamptz}, if this can read it. */
  static boolean isReadable(byte[] bytes) {
    return bytes.length == Long.BYTES && isReadable(number(bytes), MICROS_OF_DAY);
  }

  /** Microseconds since the beginning of 1970, of bytes that are readable. */
  static long epochMicros(byte[] bytes) {
    return number(bytes) + DAYS * MICROS_OF_DAY;
  }

  @Override
  public Object read(ResultSet rows, int index, BindingScopes scope) throws SQLException {
    byte[] bytes = rows.getBytes(index);
    if (bytes == null) {
      return null;
    }
    if (bytes.length == (unitsOfDay == 1 ? Integer.BYTES : Long.BYTES)
        && isOfType(rows, index)
        && isReadable(number(bytes), unitsOfDay)) {
      return maker.apply(number(bytes));
    }
    return rows.getObject(index, type);
  }

  private boolean isOfType(ResultSet rows, int index) throws SQLException {
    if (checked == 0) {
      checked = rows.getMetaData().getColumnTypeName(index).equals(column) ? 1 : -1;
    }
    return checked > 0;
  }

  private static boolean isReadable(long number, long unitsOfDay) {
    return number >= FIRST_DAY * unitsOfDay && number < END_DAY * unitsOfDay;
  }

  private static long number(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return bytes.length == Integer.BYTES ? buffer.getInt() : buffer.getLong();
  }

  private static LocalDateTime local(long micros) {
    long epochMicros = micros + DAYS * MICROS_OF_DAY;
    return LocalDateTime.ofEpochSecond(
        Math.floorDiv(epochMicros, MICROS_OF_SECOND),
        (int) Math.floorMod(epochMicros, MICROS_OF_SECOND) * 1_000,
        ZoneOffset.UTC);
  }
}
