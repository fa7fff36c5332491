package dev.trestle.internal.javalin;

import dev.trestle.HttpError;
import dev.trestle.internal.app.Application;
import dev.trestle.internal.error.Occasion;
import dev.trestle.internal.request.RequestId;
import dev.trestle.spi.Body;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/**
 * What Jetty refuses before any route is asked (a malformed line, too large headers), in our shape.
 */
final class JettyErrors extends ErrorHandler {
  private final Application application;

  JettyErrors(Application application) {
    this.application = application;
  }

  /** Jetty leaves the body out for all but the most common ones. */
  @Override
  public boolean errorPageForMethod(String method) {
    return true;
  }

  @Override
  protected void generateResponse(
      Request request,
      Response response,
      int code,
      String message,
      Throwable cause,
      Callback callback) {
    String accept = String.join(",", request.getHeaders().getValuesList(HttpHeader.ACCEPT));
    String id = RequestId.of(Optional.ofNullable(request.getHeaders().get(RequestId.HEADER)));
    int status = code >= 400 && code <= 599 ? code : 500;
    HttpError error =
        status == 404
            ? HttpError.notFound("Not found")
            : HttpError.of(status, HttpStatus.getMessage(status));
    Occasion occasion =
        new Occasion(id, request.getMethod(), path(request), Optional.empty(), Map.of());
    dev.trestle.Response answer =
        application
            .failures()
            .expected(error, occasion, e -> application.problems().answer(e, accept, id))
            .orElseThrow();
    response.setStatus(answer.status());
    answer.headers().forEach(h -> response.getHeaders().add(h.getKey(), h.getValue()));
    response.getHeaders().put(RequestId.HEADER, id);
    // Jetty closes after a request that it could not read, and a client must not send another
    // there.
    response.getHeaders().put(HttpHeader.CONNECTION, "close");
    response.write(true, body(request, response, answer), callback);
  }

  /** A request line that cannot be read has none. */
  private static String path(Request request) {
    return Optional.ofNullable(request.getHttpURI()).map(HttpURI::getPathQuery).orElse("");
  }

  private ByteBuffer body(Request request, Response response, dev.trestle.Response answer) {
    byte[] body =
        switch (answer.body()) {
          case Body.Bytes bytes -> typed(response, bytes.contentType(), bytes.bytes());
          case Body.Json json ->
              typed(
                  response,
                  "application/json",
                  application.json().write(json.value().orElse(null)));
          default -> new byte[0];
        };
    return ByteBuffer.wrap(HttpMethod.HEAD.is(request.getMethod()) ? new byte[0] : body);
  }

  private static byte[] typed(Response response, String contentType, byte[] body) {
    if (!contentType.isEmpty() && !response.getHeaders().contains(HttpHeader.CONTENT_TYPE)) {
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, contentType);
    }
    return body;
  }
}
