package dev.trestle.internal.answer;

import dev.trestle.Response;
import dev.trestle.internal.request.RequestId;
import jakarta.servlet.http.HttpServletResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The status and the headers of an answer, put into the servlet's. */
final class AnswerHead {
  private static final String CONTENT_TYPE = "Content-Type";

  /** Headers that add up with what is there, where others replace it. */
  private static final Set<String> CUMULATIVE =
      Set.of("set-cookie", "vary", "www-authenticate", "proxy-authenticate");

  /** Headers that an answer sets by itself. */
  private static final List<String> OF_THE_BODY =
      List.of("Vary", "Content-Encoding", "Content-Length", "ETag");

  private AnswerHead() {}

  static void set(
      HttpServletResponse servlet, Response response, String contentType, String requestId) {
    servlet.setStatus(response.status());
    // An own type is set at once: Jetty would add to it the charset that it assumed for the first.
    String type = response.header(CONTENT_TYPE).orElse(contentType);
    servlet.setContentType(type.isEmpty() ? null : type);
    if (!response.headers().isEmpty()) {
      setHeaders(servlet, response);
    }
    servlet.setHeader(RequestId.HEADER, requestId);
  }

  private static void setHeaders(HttpServletResponse servlet, Response response) {
    Set<String> seen = new HashSet<>(CUMULATIVE);
    for (Map.Entry<String, String> header : response.headers()) {
      if (header.getKey().equalsIgnoreCase(CONTENT_TYPE)) {
        continue;
      }
      if (seen.add(header.getKey().toLowerCase(Locale.ROOT))) {
        servlet.setHeader(header.getKey(), header.getValue());
      } else {
        servlet.addHeader(header.getKey(), header.getValue());
      }
    }
  }

  /** Puts back what the head of an answer is about to replace. */
  static Runnable undo(HttpServletResponse servlet, Response response) {
    int status = servlet.getStatus();
    String contentType = servlet.getContentType();
    Map<String, List<String>> before = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (Map.Entry<String, String> header : response.headers()) {
      before.put(header.getKey(), List.copyOf(servlet.getHeaders(header.getKey())));
    }
    for (String name : OF_THE_BODY) {
      before.computeIfAbsent(name, other -> List.copyOf(servlet.getHeaders(other)));
    }
    return () -> {
      servlet.setStatus(status);
      before.forEach((name, values) -> {
        servlet.setHeader(name, null);
        values.forEach(value -> servlet.addHeader(name, value));
      });
      servlet.setContentType(contentType);
    };
  }
}
