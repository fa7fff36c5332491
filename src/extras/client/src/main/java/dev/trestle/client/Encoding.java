package dev.trestle.client;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Texts as URLs hold them. */
final class Encoding {
  private static final String UNRESERVED = "-._~";

  private Encoding() {}

  /** A segment of a path. */
  static String segment(String name, Object value) {
    String text = text(name, value);
    if (text.isEmpty() || text.equals(".") || text.equals("..")) {
      throw new IllegalArgumentException(
          name
              + " is \""
              + text
              + "\", which cannot be a segment of a URL: it would be another URL");
    }
    return encode(text);
  }

  static String encode(String text) {
    StringBuilder out = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      boolean plain =
          b >= 'a' && b <= 'z'
              || b >= 'A' && b <= 'Z'
              || b >= '0' && b <= '9'
              || UNRESERVED.indexOf(b) >= 0;
      if (plain) {
        out.append((char) b);
      } else {
        out.append('%').append("%02X".formatted(b & 0xff));
      }
    }
    return out.toString();
  }

  /** As many values as are given: of an empty optional none, of a collection each. */
  static Stream<?> values(String name, Object value) {
    return switch (value) {
      case Optional<?> optional -> optional.stream();
      case Collection<?> all -> all.stream();
      case null -> throw missing(name);
      default -> Stream.of(value);
    };
  }

  /** As the service reads it. */
  static String text(String name, Object value) {
    return value instanceof Enum<?> constant
        ? constant.name()
        : Objects.requireNonNull(value, () -> missing(name).getMessage()).toString();
  }

  private static NullPointerException missing(String name) {
    return new NullPointerException(name + " is null; what may be left out is an Optional");
  }
}
