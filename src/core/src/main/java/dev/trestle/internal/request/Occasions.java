package dev.trestle.internal.request;

import dev.trestle.internal.error.Occasion;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What is told of a request that came through the servlet layer. */
public final class Occasions {
  private Occasions() {}

  public static Occasion of(HttpServletRequest request, String requestId, Optional<String> route) {
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String name : Collections.list(request.getHeaderNames())) {
      headers.put(name, List.copyOf(Collections.list(request.getHeaders(name))));
    }
    return new Occasion(requestId, request.getMethod(), path(request), route, headers);
  }

  /** Kept for longer than the request, so without its headers. */
  public static Occasion lasting(HttpServletRequest request, String requestId, String route) {
    return new Occasion(
        requestId, request.getMethod(), path(request), Optional.of(route), Map.of());
  }

  private static String path(HttpServletRequest request) {
    String query = request.getQueryString();
    return request.getRequestURI() + (query == null ? "" : "?" + query);
  }

  /** What types the client accepts, from all of its headers. */
  public static String accept(HttpServletRequest request) {
    return String.join(",", Collections.list(request.getHeaders("Accept")));
  }
}
