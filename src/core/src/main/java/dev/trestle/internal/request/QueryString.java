package dev.trestle.internal.request;

import dev.trestle.HttpError;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The parameters after the question mark, in the order sent. */
final class QueryString {
  private static final QueryString EMPTY = new QueryString(Map.of());

  private final Map<String, List<String>> parameters;

  private QueryString(Map<String, List<String>> parameters) {
    this.parameters = parameters;
  }

  static QueryString parse(String text) {
    if (text.isEmpty()) {
      return EMPTY;
    }
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    for (String pair : text.split("&")) {
      if (pair.isEmpty()) {
        continue;
      }
      int equals = pair.indexOf('=');
      String name = decode(equals < 0 ? pair : pair.substring(0, equals));
      String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
      parameters.computeIfAbsent(name, n -> new ArrayList<>(1)).add(value);
    }
    return new QueryString(parameters);
  }

  Optional<String> first(String name) {
    return Optional.ofNullable(parameters.get(name)).map(List::getFirst);
  }

  List<String> all(String name) {
    return Collections.unmodifiableList(parameters.getOrDefault(name, List.of()));
  }

  private static String decode(String text) {
    if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
      return text;
    }
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw HttpError.badRequest(
          "The query string holds a '%' that starts no escape; write it as %25");
    }
  }
}
