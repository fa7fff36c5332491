package dev.trestle.internal.policy;

import dev.trestle.Response;
import dev.trestle.spi.CrossOrigin;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;

/** Tells browsers which pages may read an answer. */
public final class CorsAnswers {
  private static final String ANY = "*";

  private CorsAnswers() {}

  /**
   * Puts the headers of any answer in place before there is one, so that errors have them too.
   *
   * @param cors of the function
   */
  public static void prepare(
      CrossOrigin cors, HttpServletRequest request, HttpServletResponse response) {
    if (cors.origins().isEmpty()) {
      return;
    }
    if (!cors.origins().contains(ANY)) {
      response.addHeader("Vary", "Origin");
    }
    String origin = request.getHeader("Origin");
    if (origin == null || !allows(cors, origin)) {
      return;
    }
    response.setHeader("Access-Control-Allow-Origin", cors.origins().contains(ANY) ? ANY : origin);
    if (cors.credentials()) {
      response.setHeader("Access-Control-Allow-Credentials", "true");
    }
    if (!cors.exposed().isEmpty()) {
      response.setHeader("Access-Control-Expose-Headers", String.join(", ", cors.exposed()));
    }
  }

  /**
   * Adds what a preflight asks for, if its origin may ask.
   *
   * @param answer to {@code OPTIONS} as such
   * @param methods that the same holds for
   */
  public static Response preflight(
      CrossOrigin cors, HttpServletRequest request, List<String> methods, Response answer) {
    Response response =
        answer.withAddedHeader(
            "Vary", "Access-Control-Request-Method, Access-Control-Request-Headers");
    String origin = request.getHeader("Origin");
    if (origin == null || !allows(cors, origin)) {
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
