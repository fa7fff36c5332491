package dev.trestle.internal.cookie;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a client says in its {@code Cookie} headers; nothing in them is an error. */
final class SentCookies {
  private final Map<String, List<String>> values = new HashMap<>();

  SentCookies(List<String> headers) {
    for (String header : headers) {
      for (String pair : header.split(";")) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? "" : pair.substring(0, equals).strip();
        if (!name.isEmpty()) {
          String value = CookieText.decode(unquote(pair.substring(equals + 1).strip()));
          values.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
        }
      }
    }
  }

  List<String> all(String name) {
    return List.copyOf(values.getOrDefault(name, List.of()));
  }

  private static String unquote(String value) {
    boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
    return quoted ? value.substring(1, value.length() - 1) : value;
  }
}
