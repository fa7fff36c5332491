package dev.trestle.internal.query;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;

/** JSON in UTF-8 that grows as it is written. Used by one thread. */
final class JsonBuffer {
  /** For each byte below 128 what a string has in its place, null where it stays: RFC 8259, 7. */
  private static final byte[][] ESCAPES = escapes();

  private static final byte[] HEX = ascii("0123456789abcdef");
  private static final byte[] NULL = ascii("null");
  private static final byte[] TRUE = ascii("true");
  private static final byte[] FALSE = ascii("false");
  private static final byte[] LEAST = ascii(Long.toString(Long.MIN_VALUE));
  private static final int LONGEST_NUMBER = LEAST.length;
  private static final long MICROS_OF_DAY = 86_400_000_000L;

  private byte[] bytes;
  private int size;

  JsonBuffer(int capacity) {
    bytes = new byte[capacity];
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  int size() {
    return size;
  }

  /** Forgets what was written after there were so many bytes. */
  void truncate(int newSize) {
    size = newSize;
  }

  /** Makes one line of what was written from there on; in JSON, only space can be a line's end. */
  void join(int from) {
    for (int i = from; i < size; i++) {
      if (bytes[i] == '\n' || bytes[i] == '\r') {
        bytes[i] = ' ';
      }
    }
  }

  byte[] toBytes() {
    return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
  }

  void write(char ascii) {
    reserve(1);
    bytes[size++] = (byte) ascii;
  }

  void write(byte[] json) {
    write(json, 0, json.length);
  }

  void write(JsonBuffer other, int from, int to) {
    write(other.bytes, from, to);
  }

  private void write(byte[] json, int from, int to) {
    reserve(to - from);
    System.arraycopy(json, from, bytes, size, to - from);
    size += to - from;
  }

  void writeNull() {
    write(NULL);
  }

  void writeBoolean(boolean value) {
    write(value ? TRUE : FALSE);
  }

  void writeNumber(long value) {
    if (value == Long.MIN_VALUE) {
      write(LEAST);
      return;
    }
    reserve(LONGEST_NUMBER);
    long rest = value;
    if (rest < 0) {
      bytes[size++] = '-';
      rest = -rest;
    }
    int digits = 1;
    for (long bound = 10; digits < LONGEST_NUMBER - 1 && rest >= bound; bound *= 10) {
      digits++;
    }
    for (int i = size + digits - 1; i >= size; i--) {
      bytes[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    size += digits;
  }

  /**
   * A string.
   *
   * @param utf8 as the database sends it: valid
   */
  void writeString(byte[] utf8) {
    reserve(utf8.length + 2);
    bytes[size++] = '"';
    int plain = 0;
    for (int i = 0; i < utf8.length; i++) {
      byte[] escape = utf8[i] < 0 ? null : ESCAPES[utf8[i]];
      if (escape != null) {
        write(utf8, plain, i);
        write(escape);
        plain = i + 1;
      }
    }
    write(utf8, plain, utf8.length);
    write('"');
  }

  /** A UUID of its 16 bytes. */
  void writeUuid(byte[] uuid) {
    reserve(38);
    bytes[size++] = '"';
    for (int i = 0; i < 16; i++) {
      if (i == 4 || i == 6 || i == 8 || i == 10) {
        bytes[size++] = '-';
      }
      bytes[size++] = HEX[uuid[i] >> 4 & 0xf];
      bytes[size++] = HEX[uuid[i] & 0xf];
    }
    bytes[size++] = '"';
  }

  /**
   * A moment in UTC, with a fraction of as many digits as it needs.
   *
   * @param epochMicros of the years 0 to 9999
   */
  void writeInstant(long epochMicros) {
    reserve(29);
    LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(epochMicros, MICROS_OF_DAY));
    long micros = Math.floorMod(epochMicros, MICROS_OF_DAY);
    int seconds = (int) (micros / 1_000_000);
    bytes[size++] = '"';
    twoDigits(date.getYear() / 100);
    twoDigits(date.getYear() % 100);
    bytes[size++] = '-';
    twoDigits(date.getMonthValue());
    bytes[size++] = '-';
    twoDigits(date.getDayOfMonth());
    bytes[size++] = 'T';
    twoDigits(seconds / 3_600);
    bytes[size++] = ':';
    twoDigits(seconds / 60 % 60);
    bytes[size++] = ':';
    twoDigits(seconds % 60);
    fraction((int) (micros % 1_000_000));
    bytes[size++] = 'Z';
    bytes[size++] = '"';
  }

  private void twoDigits(int value) {
    bytes[size++] = (byte) ('0' + value / 10);
    bytes[size++] = (byte) ('0' + value % 10);
  }

  private void fraction(int micros) {
    if (micros != 0) {
      bytes[size++] = '.';
      int rest = micros;
      for (int unit = 100_000; rest != 0; unit /= 10) {
        bytes[size++] = (byte) ('0' + rest / unit);
        rest %= unit;
      }
    }
  }

  private void reserve(int more) {
    if (bytes.length - size < more) {
      // Twice as much each time, so that each byte is copied once on average.
      int doubled = (int) Math.min(2L * bytes.length, Integer.MAX_VALUE - 8);
      bytes = Arrays.copyOf(bytes, Math.max(doubled, Math.addExact(size, more)));
    }
  }

  private static byte[][] escapes() {
    byte[][] escapes = new byte[128][];
    for (int i = 0; i < ' '; i++) {
      escapes[i] = ascii("\\u%04X".formatted(i));
    }
    escapes['\b'] = ascii("\\b");
    escapes['\t'] = ascii("\\t");
    escapes['\n'] = ascii("\\n");
    escapes['\f'] = ascii("\\f");
    escapes['\r'] = ascii("\\r");
    escapes['"'] = ascii("\\\"");
    escapes['\\'] = ascii("\\\\");
    return escapes;
  }
}
