package dev.trestle.internal.proxy;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A host with or without a port.
 *
 * @param host in lower case, IPv6 in brackets
 * @param port 0 if there is none
 */
record Authority(String host, int port) {
  private static final Pattern FORM =
      Pattern.compile("(\\[[0-9a-f:.]{2,45}]|[a-z0-9_](?:[a-z0-9_.-]{0,253}))(?::(\\d{1,5}))?");

  /** Reads it; empty if it is none. */
  static Optional<Authority> parse(String text) {
    Matcher matcher = FORM.matcher(text.toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      return Optional.empty();
    }
    boolean address = matcher.group(1).startsWith("[");
    if (address && Address.parse(matcher.group(1)).isEmpty()) {
      return Optional.empty();
    }
    if (matcher.group(2) == null) {
      return Optional.of(new Authority(matcher.group(1), 0));
    }
    return port(matcher.group(2)).map(port -> new Authority(matcher.group(1), port));
  }

  /** Reads a port; empty if it is none. */
  static Optional<Integer> port(String text) {
    return Optional.of(text)
        .filter(digits -> digits.matches("\\d{1,5}"))
        .map(Integer::valueOf)
        .filter(port -> port >= 1 && port <= 65535);
  }
}
