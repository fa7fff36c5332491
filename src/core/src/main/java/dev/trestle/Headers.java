package dev.trestle;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The headers of an answer, in the order they were added; all can be sent.
 *
 * @param list unmodifiable
 */
record Headers(List<Map.Entry<String, String>> list) {
  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final Headers NONE = new Headers(List.of());

  static Headers none() {
    return NONE;
  }

  /** In place of any of that name. */
  Headers with(String name, String value) {
    return put(name, value, true);
  }

  /** Beside any of that name. */
  Headers plus(String name, String value) {
    return put(name, value, false);
  }

  private Headers put(String name, String value, boolean alone) {
    checkName(name);
    checkValue(name, value);
    List<Map.Entry<String, String>> more = new ArrayList<>(list.size() + 1);
    for (Map.Entry<String, String> header : list) {
      if (!alone || !header.getKey().equalsIgnoreCase(name)) {
        more.add(header);
      }
    }
    more.add(Map.entry(name, value));
    return new Headers(List.copyOf(more));
  }

  /** The first value of a name, without regard to case. */
  Optional<String> first(String name) {
    for (Map.Entry<String, String> header : list) {
      if (header.getKey().equalsIgnoreCase(name)) {
        return Optional.of(header.getValue());
      }
    }
    return Optional.empty();
  }

  private static void checkName(String name) {
    if (!TOKEN.matcher(name).matches()) {
      throw new IllegalArgumentException("'" + name + "' cannot be the name of a header");
    }
  }

  static void checkValue(String name, String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c < ' ' && c != '\t' || c == 0x7f) {
        throw new IllegalArgumentException(
            "The value of header " + name + " holds a control character at index " + i);
      }
    }
  }
}
