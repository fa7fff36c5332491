package dev.trestle.internal.answer;

import dev.trestle.Response;
import dev.trestle.internal.exchange.ExchangeResponse;
import dev.trestle.internal.request.RequestId;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The status and the headers of an answer, put into the server's. */
final class AnswerHead {
  private static final String CONTENT_TYPE = "Content-Type";

  /** Headers that add up with what is there, where others replace it. */
  private static final Set<String> CUMULATIVE =
      Set.of("set-cookie", "vary", "www-authenticate", "proxy-authenticate");

  /** Headers that an answer sets by itself. */
  private static final List<String> OF_THE_BODY =
      List.of("Vary", "Content-Encoding", "Content-Length", "ETag");

  private AnswerHead() {}

  static void set(ExchangeResponse out, Response response, String contentType, String requestId) {
    out.status(response.status());
    // An own type is set at once: a servlet would add to it the charset assumed for the first.
    String type = response.header(CONTENT_TYPE).orElse(contentType);
    out.contentType(type);
    if (!response.headers().isEmpty()) {
      setHeaders(out, response);
    }
    out.set(RequestId.HEADER, requestId);
  }

  private static void setHeaders(ExchangeResponse out, Response response) {
    Set<String> seen = new HashSet<>(CUMULATIVE);
    for (Map.Entry<String, String> header : response.headers()) {
      if (header.getKey().equalsIgnoreCase(CONTENT_TYPE)) {
        continue;
      }
      if (seen.add(header.getKey().toLowerCase(Locale.ROOT))) {
        out.set(header.getKey(), header.getValue());
      } else {
        out.add(header.getKey(), header.getValue());
      }
    }
  }

  /** Puts back what the head of an answer is about to replace. */
  static Runnable undo(ExchangeResponse out, Response response) {
    int status = out.status();
    String contentType = out.contentType();
    Map<String, List<String>> before = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (Map.Entry<String, String> header : response.headers()) {
      before.put(header.getKey(), out.headers(header.getKey()));
    }
    for (String name : OF_THE_BODY) {
      before.computeIfAbsent(name, out::headers);
    }
    return () -> {
      out.status(status);
      before.forEach((name, values) -> {
        out.remove(name);
        values.forEach(value -> out.add(name, value));
      });
      out.contentType(contentType);
    };
  }
}
