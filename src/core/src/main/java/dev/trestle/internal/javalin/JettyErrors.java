package dev.trestle.internal.javalin;

import dev.trestle.HttpError;
import dev.trestle.internal.error.Problems;
import dev.trestle.internal.http.RequestId;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/**
 * What Jetty refuses before any route is asked (a malformed line, too large headers), in our shape.
 */
final class JettyErrors extends ErrorHandler {
  private final Problems problems;

  JettyErrors(Problems problems) {
    this.problems = problems;
  }

  @Override
  protected void generateResponse(
      Request request,
      Response response,
      int code,
      String message,
      Throwable cause,
      Callback callback) {
    String accept = header(request, HttpHeader.ACCEPT.asString());
    String id = RequestId.of(header(request, RequestId.HEADER));
    int status = code >= 400 && code <= 599 ? code : 500;
    Problems.Encoded error =
        problems.encode(HttpError.of(status, HttpStatus.getMessage(status)), accept, id);
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, error.contentType());
    response.getHeaders().put(RequestId.HEADER, id);
    response.write(true, ByteBuffer.wrap(error.body()), callback);
  }

  private static String header(Request request, String name) {
    return Optional.ofNullable(request.getHeaders().getField(name))
        .map(HttpField::getValue)
        .orElse("");
  }
}
