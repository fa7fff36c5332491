package dev.trestle.internal.files;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Tells a browser under which name to save an answer, RFC 6266. */
public final class ContentDisposition {
  private static final String PLAIN = "!#$&+-.^_`|~";
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private ContentDisposition() {}

  /**
   * The value of the header.
   *
   * @param type attachment or inline
   * @param name as anybody may have sent it: what stands before its last slash is left out, and
   *     what is not to be seen replaced
   */
  public static String of(String type, String name) {
    String safe = safe(name);
    String ascii = ascii(safe);
    String plain = type + "; filename=\"" + ascii + '"';
    return ascii.equals(safe) ? plain : plain + "; filename*=UTF-8''" + encode(safe);
  }

  private static String safe(String name) {
    String base = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    StringBuilder safe = new StringBuilder();
    base.codePoints()
        .forEach(c -> {
          int type = Character.getType(c);
          boolean seen =
              type != Character.CONTROL
                  && type != Character.FORMAT // Would turn "gpj.exe" around.
                  && type != Character.SURROGATE
                  && type != Character.LINE_SEPARATOR
                  && type != Character.PARAGRAPH_SEPARATOR;
          safe.appendCodePoint(seen ? c : '_');
        });
    String text = safe.toString().strip();
    return text.replace(".", "").isEmpty() ? "download" : text;
  }

  /** For old clients; without what some of them would decode or take for the end. */
  private static String ascii(String name) {
    StringBuilder ascii = new StringBuilder();
    name.codePoints()
        .forEach(c -> ascii.append(c >= ' ' && c < 0x7f && c != '"' && c != '%' ? (char) c : '_'));
    return ascii.toString();
  }

  private static String encode(String name) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      if (c >= 'a' && c <= 'z'
          || c >= 'A' && c <= 'Z'
          || c >= '0' && c <= '9'
          || PLAIN.indexOf(c) >= 0) {
        encoded.append(c);
      } else {
        encoded.append('%').append(HEX.toHexDigits(b));
      }
    }
    return encoded.toString();
  }
}
