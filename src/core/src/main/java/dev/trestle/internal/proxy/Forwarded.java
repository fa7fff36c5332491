package dev.trestle.internal.proxy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads {@code Forwarded} (RFC 7239): an element for each hop, the last one nearest to us. */
final class Forwarded {
  private static final String TOKEN_PUNCTUATION = "!#$%&'*+-.^_`|~";

  private final String text;
  private int at;

  private Forwarded(String text) {
    this.text = text;
  }

  /**
   * Reads all fields of that name.
   *
   * @param fields in the order sent
   * @return empty if they do not follow the grammar: what follows a mistake cannot be told from
   *     what is part of it
   */
  static List<Hop> parse(List<String> fields) {
    return new Forwarded(String.join(",", fields)).hops().orElse(List.of());
  }

  private Optional<List<Hop>> hops() {
    List<Hop> hops = new ArrayList<>();
    do {
      Map<String, String> pairs = new HashMap<>();
      do {
        skipBlanks();
        if (isAtEnd() || text.charAt(at) == ',' || text.charAt(at) == ';') {
          continue;
        }
        String name = token().toLowerCase(Locale.ROOT);
        if (name.isEmpty() || !took('=')) {
          return Optional.empty();
        }
        Optional<String> value = value();
        if (value.isEmpty() || pairs.put(name, value.get()) != null) {
          return Optional.empty();
        }
        skipBlanks();
      } while (took(';'));
      if (!pairs.isEmpty()) {
        hops.add(
            Hop.of(
                pairs.getOrDefault("for", ""),
                pairs.getOrDefault("proto", ""),
                Authority.parse(pairs.getOrDefault("host", ""))));
      }
    } while (took(','));
    return isAtEnd() ? Optional.of(hops) : Optional.empty();
  }

  private Optional<String> value() {
    if (!took('"')) {
      // Addresses with colons need quotes, but many leave them out.
      int start = at;
      while (!isAtEnd() && (isToken(text.charAt(at)) || "[]:".indexOf(text.charAt(at)) >= 0)) {
        at++;
      }
      return at == start ? Optional.empty() : Optional.of(text.substring(start, at));
    }
    StringBuilder value = new StringBuilder();
    while (!isAtEnd() && text.charAt(at) != '"') {
      if (text.charAt(at) == '\\' && at + 1 < text.length()) {
        at++;
      }
      value.append(text.charAt(at++));
    }
    return took('"') ? Optional.of(value.toString()) : Optional.empty();
  }

  private String token() {
    int start = at;
    while (!isAtEnd() && isToken(text.charAt(at))) {
      at++;
    }
    return text.substring(start, at);
  }

  private static boolean isToken(char c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || TOKEN_PUNCTUATION.indexOf(c) >= 0;
  }

  private void skipBlanks() {
    while (!isAtEnd() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at++;
    }
  }

  private boolean took(char expected) {
    boolean there = !isAtEnd() && text.charAt(at) == expected;
    if (there) {
      at++;
    }
    return there;
  }

  private boolean isAtEnd() {
    return at >= text.length();
  }
}
