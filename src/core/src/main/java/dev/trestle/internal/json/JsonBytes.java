package dev.trestle.internal.json;

import dev.trestle.HttpError;
import java.util.HexFormat;

/**
 * What a parser of JSON lets pass and nobody could store, write or compare: bytes that are not
 * UTF-8 (UTF-16, which Jackson finds out by itself, and overlong forms, in which a slash or a quote
 * hides) and halves of surrogate pairs, as RFC 3629 and RFC 7493 have it.
 */
final class JsonBytes {
  private static final int NOT_UTF8 = -1;

  private JsonBytes() {}

  /**
   * Looks at each byte once.
   *
   * @param body a JSON text, well-formed or not
   * @throws HttpError 400 for what is no text
   */
  static void check(byte[] body) {
    for (int at = 0; at < body.length; ) {
      byte b = body[at];
      if (b > 0 && b != '\\') {
        at++;
      } else if (b == '\\') {
        at = afterEscape(body, at);
      } else {
        int length = b == 0 ? NOT_UTF8 : length(body, at);
        if (length == NOT_UTF8) {
          throw HttpError.badRequest(
              "The body is not UTF-8 at byte " + at + "; JSON is sent in UTF-8");
        }
        at += length;
      }
    }
  }

  /** Of a character of two bytes or more; Unicode, table 3-7. */
  private static int length(byte[] body, int at) {
    int lead = body[at] & 0xff;
    int second = continued(body, at + 1);
    if (lead >= 0xC2 && lead <= 0xDF) {
      return second == NOT_UTF8 ? NOT_UTF8 : 2;
    }
    if (second == NOT_UTF8 || continued(body, at + 2) == NOT_UTF8) {
      return NOT_UTF8;
    }
    if (lead >= 0xE0 && lead <= 0xEF) {
      boolean overlong = lead == 0xE0 && second < 0xA0;
      boolean surrogate = lead == 0xED && second > 0x9F;
      return overlong || surrogate ? NOT_UTF8 : 3;
    }
    boolean overlong = lead == 0xF0 && second < 0x90;
    boolean beyond = lead == 0xF4 && second > 0x8F;
    boolean four = lead >= 0xF0 && lead <= 0xF4 && continued(body, at + 3) != NOT_UTF8;
    return four && !overlong && !beyond ? 4 : NOT_UTF8;
  }

  private static int continued(byte[] body, int at) {
    int b = at < body.length ? body[at] & 0xff : 0;
    return b >= 0x80 && b <= 0xBF ? b : NOT_UTF8;
  }

  /**
   * Where what follows an escape begins; that of a pair is both. Other mistakes are the parser's.
   */
  private static int afterEscape(byte[] body, int at) {
    int unit = unit(body, at);
    if (unit < Character.MIN_SURROGATE || unit > Character.MAX_SURROGATE) {
      return at + 1 < body.length && body[at + 1] > 0 ? at + 2 : at + 1;
    }
    int next = unit(body, at + 6);
    boolean pair =
        unit <= Character.MAX_HIGH_SURROGATE
            && next >= Character.MIN_LOW_SURROGATE
            && next <= Character.MAX_LOW_SURROGATE;
    if (!pair) {
      throw HttpError.badRequest(
          "The body holds \\u"
              + HexFormat.of().toHexDigits((char) unit)
              + " at byte "
              + at
              + ", half of a surrogate pair; send whole characters");
    }
    return at + 12;
  }

  /** What an escape stands for; 0 if it is another, or none. */
  private static int unit(byte[] body, int at) {
    if (at + 6 > body.length || body[at] != '\\' || body[at + 1] != 'u') {
      return 0;
    }
    int unit = 0;
    for (int i = at + 2; i < at + 6; i++) {
      if (!HexFormat.isHexDigit(body[i])) {
        return 0;
      }
      unit = unit << 4 | HexFormat.fromHexDigit(body[i]);
    }
    return unit;
  }
}
