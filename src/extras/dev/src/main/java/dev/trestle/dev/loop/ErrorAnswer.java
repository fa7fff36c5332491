package dev.trestle.dev.loop;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import tools.jackson.databind.json.JsonMapper;

/**
 * Why nothing answers, as an answer: 500 with JSON, or with a page for a browser. Source lines are
 * shown only to who asks for this machine by a name that no other site can have.
 */
final class ErrorAnswer extends Handler.Abstract {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final LoopException failure;
  private final String host;

  /**
   * @param host that the server listens on
   */
  ErrorAnswer(LoopException failure, String host) {
    this.failure = failure;
    this.host = host;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    boolean page =
        request.getHeaders().getValuesList(HttpHeader.ACCEPT).stream()
            .anyMatch(type -> type.strip().startsWith("text/html"));
    boolean trusted = LocalName.is(Request.getServerName(request), host);
    byte[] body =
        (page ? page(trusted) : JSON.writeValueAsString(json(trusted)))
            .getBytes(StandardCharsets.UTF_8);
    response.setStatus(HttpStatus.INTERNAL_SERVER_ERROR_500);
    response
        .getHeaders()
        .put(HttpHeader.CONTENT_TYPE, page ? "text/html; charset=utf-8" : "application/json")
        .put(HttpHeader.CONTENT_LENGTH, body.length)
        .put(HttpHeader.CACHE_CONTROL, "no-store")
        .put(HttpHeader.VARY, "Accept")
        .put("X-Content-Type-Options", "nosniff")
        .put("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
    boolean head = HttpMethod.HEAD.is(request.getMethod());
    response.write(true, head ? null : ByteBuffer.wrap(body), callback);
    return true;
  }

  private String page(boolean trusted) {
    return trusted
        ? ErrorPage.of(failure)
        : ErrorPage.of(new LoopException(failure.title(), List.of(elsewhere()), true));
  }

  private static Problem elsewhere() {
    return Problem.of("The terminal tells why; so does this page at http://localhost.");
  }

  private Map<String, Object> json(boolean trusted) {
    Map<String, Object> body = new LinkedHashMap<>();
    if (!trusted) {
      body.put("error", failure.title() + ". " + elsewhere().message());
      return body;
    }
    Problem first = failure.problems().getFirst();
    String where = first.place().map(at -> at.file() + ":" + at.line() + ": ").orElse("");
    body.put("error", failure.title() + ": " + where + first.message());
    List<Object> problems = new ArrayList<>();
    failure.problems().forEach(problem -> problems.add(json(problem)));
    body.put("problems", problems);
    return body;
  }

  private static Map<String, Object> json(Problem problem) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("message", problem.message());
    problem
        .place()
        .ifPresent(at -> {
          body.put("file", at.file());
          body.put("line", at.line());
          Map<String, String> excerpt = new LinkedHashMap<>();
          at.excerpt().forEach(line -> excerpt.put(String.valueOf(line.number()), line.text()));
          body.put("excerpt", excerpt);
        });
    return body;
  }
}
