package dev.trestle.internal.policy;

import dev.trestle.Response;
import dev.trestle.internal.exchange.ExchangeRequest;
import dev.trestle.internal.exchange.ExchangeResponse;
import dev.trestle.spi.CrossOrigin;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tells browsers which pages may read an answer. */
public final class CorsAnswers {
  private static final String ANY = "*";
  private static final String VARY = "Vary";

  private CorsAnswers() {}

  /**
   * Puts the headers of any answer in place before there is one, so that errors have them too.
   *
   * @param cors of the function
   */
  public static void prepare(CrossOrigin cors, ExchangeRequest request, ExchangeResponse response) {
    headers(cors, request.header("Origin"))
        .forEach((name, value) -> {
          if (name.equals(VARY)) {
            response.add(name, value);
          } else {
            response.set(name, value);
          }
        });
  }

  private static Map<String, String> headers(CrossOrigin cors, Optional<String> origin) {
    Map<String, String> headers = new LinkedHashMap<>();
    if (cors.origins().isEmpty()) {
      return headers;
    }
    if (!cors.origins().contains(ANY)) {
      headers.put(VARY, "Origin");
    }
    if (origin.filter(sent -> allows(cors, sent)).isEmpty()) {
      return headers;
    }
    headers.put("Access-Control-Allow-Origin", cors.origins().contains(ANY) ? ANY : origin.get());
    if (cors.credentials()) {
      headers.put("Access-Control-Allow-Credentials", "true");
    }
    if (!cors.exposed().isEmpty()) {
      headers.put("Access-Control-Expose-Headers", String.join(", ", cors.exposed()));
    }
    return headers;
  }

  /**
   * Adds what any answer has, and what a preflight asks for, if its origin may ask.
   *
   * @param origin that asks
   * @param methods that the same holds for
   * @param answer to {@code OPTIONS} as such
   */
  public static Response preflight(
      CrossOrigin cors, Optional<String> origin, List<String> methods, Response answer) {
    Response response = answer;
    for (Map.Entry<String, String> header : headers(cors, origin).entrySet()) {
      response = response.withAddedHeader(header.getKey(), header.getValue());
    }
    response =
        response.withAddedHeader(
            VARY, "Access-Control-Request-Method, Access-Control-Request-Headers");
    if (origin.filter(sent -> allows(cors, sent)).isEmpty()) {
      return response;
    }
    response =
        response
            .withHeader("Access-Control-Allow-Methods", String.join(", ", methods))
            .withHeader("Access-Control-Max-Age", String.valueOf(cors.maxAge().toSeconds()));
    return cors.headers().isEmpty()
        ? response
        : response.withHeader("Access-Control-Allow-Headers", String.join(", ", cors.headers()));
  }

  private static boolean allows(CrossOrigin cors, String origin) {
    for (String allowed : cors.origins()) {
      if (allowed.equals(ANY) || allowed.equals(origin) || isBelow(allowed, origin)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the origin is a subdomain of {@code https://*.example.com}. */
  private static boolean isBelow(String pattern, String origin) {
    int star = pattern.indexOf("//*.");
    if (star < 0) {
      return false;
    }
    String before = pattern.substring(0, star + 2);
    String after = pattern.substring(star + 3);
    int end = origin.length() - after.length();
    return origin.startsWith(before)
        && origin.endsWith(after)
        && end > before.length()
        && origin.charAt(before.length()) != '.'
        && origin.substring(before.length(), end).chars().allMatch(CorsAnswers::isOfHost);
  }

  private static boolean isOfHost(int c) {
    return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '_' || c == '.';
  }
}
