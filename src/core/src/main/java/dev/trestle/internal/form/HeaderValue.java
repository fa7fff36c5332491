package dev.trestle.internal.form;

import java.net.URLDecoder;
import java.nio.charset.Charset;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A header of a part with its parameters, as browsers write it (RFC 7578): a quote within quotes is
 * {@code %22} or {@code \"}, and a backslash before anything else is a backslash, because it may
 * come from a path of Windows.
 *
 * @param value before the first semicolon, in lower case
 * @param parameters by their names in lower case; of several the first
 */
record HeaderValue(String value, Map<String, String> parameters) {
  static HeaderValue parse(String header) {
    int end = header.indexOf(';');
    Map<String, String> parameters = new HashMap<>();
    String value = (end < 0 ? header : header.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    int at = end < 0 ? header.length() : end;
    while (at < header.length()) {
      int equals = header.indexOf('=', at);
      if (equals < 0) {
        break;
      }
      String name = header.substring(at + 1, equals).strip().toLowerCase(Locale.ROOT);
      int start = equals + 1;
      while (start < header.length() && header.charAt(start) == ' ') {
        start++;
      }
      StringBuilder text = new StringBuilder();
      boolean quoted = start < header.length() && header.charAt(start) == '"';
      at = quoted ? quoted(header, start + 1, text) : plain(header, start, text);
      parameters.putIfAbsent(name, text.toString());
    }
    return new HeaderValue(value, parameters);
  }

  private static int quoted(String header, int start, StringBuilder text) {
    int at = start;
    for (; at < header.length() && header.charAt(at) != '"'; at++) {
      char c = header.charAt(at);
      boolean escape = c == '\\' && at + 1 < header.length();
      char next = escape ? header.charAt(at + 1) : c;
      if (escape && (next == '"' || next == '\\')) {
        at++;
        c = next;
      }
      text.append(c);
    }
    return plain(header, at + 1, new StringBuilder());
  }

  private static int plain(String header, int start, StringBuilder text) {
    int end = header.indexOf(';', Math.min(start, header.length()));
    int until = end < 0 ? header.length() : end;
    text.append(header.substring(Math.min(start, until), until).strip());
    return until;
  }

  /** A parameter that a browser wrote: three characters are escaped, others are as they are. */
  Optional<String> parameter(String name) {
    return Optional.ofNullable(parameters.get(name))
        .map(text -> text.replace("%22", "\"").replace("%0D", "\r").replace("%0A", "\n"));
  }

  /**
   * The parameter {@code filename*} of RFC 8187, which some clients write, else {@code filename}.
   */
  Optional<String> fileName() {
    return Optional.ofNullable(parameters.get("filename*"))
        .flatMap(HeaderValue::extended)
        .or(() -> parameter("filename"));
  }

  private static Optional<String> extended(String text) {
    String[] parts = text.split("'", 3);
    if (parts.length < 3) {
      return Optional.empty();
    }
    try {
      String encoded = parts[2].replace("+", "%2B");
      return Optional.of(URLDecoder.decode(encoded, Charset.forName(parts[0])));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
