package dev.trestle.internal.router;

import dev.trestle.HttpError;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The path of a request, split first and decoded after: {@code /a%2Fb/c} has the segments {@code
 * a/b} and {@code c}.
 */
public final class RequestPath {
  private static final int NO_DIGIT = -1;

  private final List<String> segments;
  private final String canonical;
  private final boolean slashesAreCanonical;
  private final boolean escapesAreCanonical;

  private RequestPath(List<String> raw, List<String> segments, String sent) {
    this.segments = segments;
    String joined = "/" + String.join("/", raw);
    this.slashesAreCanonical = joined.equals(sent);
    this.canonical = canonicalEscapes(joined);
    this.escapesAreCanonical = canonical.equals(joined);
  }

  private RequestPath(List<String> segments, String sent) {
    this.segments = segments;
    this.canonical = sent;
    this.slashesAreCanonical = true;
    this.escapesAreCanonical = true;
  }

  /**
   * Splits and decodes.
   *
   * @param sent percent-encoded, without the query string
   * @throws HttpError 400 for a malformed escape, bytes that are not UTF-8, or a segment that is
   *     {@code .} or {@code ..}, however written
   */
  public static RequestPath parse(String sent) {
    List<String> raw = new ArrayList<>(8);
    boolean plain = sent.length() == 1 || !sent.endsWith("/");
    int start = 1;
    for (int i = 1; i <= sent.length(); i++) {
      if (i == sent.length() || sent.charAt(i) == '/') {
        if (i > start) {
          raw.add(sent.substring(start, i));
        } else if (sent.length() > 1) {
          plain = false;
        }
        start = i + 1;
      }
    }
    List<String> segments = raw;
    if (sent.indexOf('%') >= 0) {
      segments = raw.stream().map(RequestPath::decode).toList();
      plain = false;
    }
    for (String segment : segments) {
      if (segment.equals(".") || segment.equals("..")) {
        throw HttpError.badRequest("The path holds a '" + segment + "' segment; send it resolved");
      }
    }
    return plain ? new RequestPath(segments, sent) : new RequestPath(raw, segments, sent);
  }

  /** The segments, each decoded, none empty. */
  public List<String> segments() {
    return segments;
  }

  /**
   * Where the client should have asked: one slash between segments and none at the end.
   *
   * @return empty if it did
   */
  public Optional<String> slashRedirect() {
    return slashesAreCanonical ? Optional.empty() : Optional.of(canonical);
  }

  /**
   * As {@link #slashRedirect}, and with no escape of a character that needs none (RFC 3986, section
   * 6.2.2.2): the one spelling that a guard on a path has to know.
   *
   * @return empty if the client asked just there
   */
  public Optional<String> strictRedirect() {
    return slashesAreCanonical && escapesAreCanonical ? Optional.empty() : Optional.of(canonical);
  }

  private static String decode(String raw) {
    if (raw.indexOf('%') < 0) {
      return raw;
    }
    ByteBuffer bytes = ByteBuffer.allocate(raw.length() * 3);
    int i = 0;
    while (i < raw.length()) {
      int percent = raw.indexOf('%', i);
      int end = percent < 0 ? raw.length() : percent;
      bytes.put(raw.substring(i, end).getBytes(StandardCharsets.UTF_8));
      i = end;
      if (percent >= 0) {
        int value = escape(raw, percent);
        if (value == NO_DIGIT) {
          throw HttpError.badRequest("The path holds a '%' that starts no escape; write it as %25");
        }
        bytes.put((byte) value);
        i = percent + 3;
      }
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
    } catch (CharacterCodingException e) {
      throw HttpError.badRequest("The path holds escapes that are not UTF-8");
    }
  }

  private static int escape(String text, int percent) {
    if (percent + 2 >= text.length()) {
      return NO_DIGIT;
    }
    char high = text.charAt(percent + 1);
    char low = text.charAt(percent + 2);
    return HexFormat.isHexDigit(high) && HexFormat.isHexDigit(low)
        ? HexFormat.fromHexDigit(high) * 16 + HexFormat.fromHexDigit(low)
        : NO_DIGIT;
  }

  private static String canonicalEscapes(String path) {
    if (path.indexOf('%') < 0) {
      return path;
    }
    StringBuilder out = new StringBuilder(path.length());
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      int value = c == '%' ? escape(path, i) : NO_DIGIT;
      if (value == NO_DIGIT) {
        out.append(c);
        continue;
      }
      if (isUnreserved(value)) {
        out.append((char) value);
      } else {
        out.append('%').append(hex(value >> 4)).append(hex(value));
      }
      i += 2;
    }
    return out.toString();
  }

  private static char hex(int value) {
    return Character.toUpperCase(Character.forDigit(value & 15, 16));
  }

  private static boolean isUnreserved(int c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || c == '-'
        || c == '.'
        || c == '_'
        || c == '~';
  }
}
