package dev.trestle.internal.cookie;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.HexFormat;

/** Values of cookies as they are sent. */
public final class CookieText {
  private static final String PLAIN = "-_.!~*'()";

  private CookieText() {}

  /** Percent-encodes as JavaScript's {@code encodeURIComponent} does. */
  static String encode(String value) {
    StringBuilder text = new StringBuilder(value.length());
    for (byte b : value.getBytes(UTF_8)) {
      char c = (char) (b & 0xff);
      if (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9') {
        text.append(c);
      } else if (PLAIN.indexOf(c) >= 0) {
        text.append(c);
      } else {
        text.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
      }
    }
    return text.toString();
  }

  /** Undoes the encoding; what is not well encoded stays as it is. */
  static String decode(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    byte[] from = text.getBytes(UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(from.length);
    for (int i = 0; i < from.length; i++) {
      if (from[i] != '%') {
        bytes.put(from[i]);
      } else if (i + 2 < from.length
          && HexFormat.isHexDigit(from[i + 1])
          && HexFormat.isHexDigit(from[i + 2])) {
        bytes.put(
            (byte) (HexFormat.fromHexDigit(from[++i]) << 4 | HexFormat.fromHexDigit(from[++i])));
      } else {
        return text;
      }
    }
    try {
      return UTF_8.newDecoder().decode(bytes.flip()).toString();
    } catch (CharacterCodingException e) {
      return text;
    }
  }

  /** Fit for a message: short, without control characters. */
  public static String printable(String text) {
    String start = text.length() > 100 ? text.substring(0, 100) + "…" : text;
    return start.replaceAll("\\p{Cntrl}", "?");
  }
}
