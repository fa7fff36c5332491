package dev.trestle.internal.http;

import dev.trestle.HttpError;
import dev.trestle.Response;
import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Carries a request from Javalin's servlet to a function, and its answer back. */
public final class ServletCarrier {
  /** Headers that add up with what is there, where others replace it. */
  private static final Set<String> CUMULATIVE = Set.of("set-cookie", "vary", "www-authenticate");

  private final Application application;

  public ServletCarrier(Application application) {
    this.application = application;
  }

  /** Answers with what the routing found. */
  public void answer(Context context, Routing.Target target) {
    ServletCall call = new ServletCall(application, context, target.match());
    String requestId = call.request().id();
    try {
      send(context, target.handler().handle(call), requestId);
    } catch (Throwable failure) {
      send(context, explain(context, failure, requestId), requestId);
    } finally {
      call.end();
    }
  }

  /** Answers an error that arose outside our routes. */
  public void answer(Context context, HttpError error) {
    String requestId = RequestId.of(context.header(RequestId.HEADER));
    send(context, problem(context, error, requestId), requestId);
  }

  /** Answers a failure that arose outside our routes. */
  public void answer(Context context, Exception failure) {
    String requestId = RequestId.of(context.header(RequestId.HEADER));
    send(context, explain(context, failure, requestId), requestId);
  }

  private Response explain(Context context, Throwable failure, String requestId) {
    String request =
        context.req().getMethod() + " " + context.req().getRequestURI() + " [" + requestId + "]";
    Optional<HttpError> expected = application.failures().expected(failure, request);
    if (expected.isEmpty() && application.guest()) {
      // The owner's exception handlers come first; Javalin answers and logs what they leave.
      throw ServletCarrier.<RuntimeException>unchecked(failure);
    }
    HttpError error = expected.orElseGet(() -> application.failures().unexpected(failure, request));
    return problem(context, error, requestId);
  }

  private Response problem(Context context, HttpError error, String requestId) {
    String accept = Optional.ofNullable(context.header("Accept")).orElse("");
    return application.problems().answer(error, accept, requestId);
  }

  private void send(Context context, Response response, String requestId) {
    // Everything that can fail comes before the first change to the answer.
    byte[] body =
        switch (response.body()) {
          case Response.Body.Empty empty -> new byte[0];
          case Response.Body.Json json -> application.json().write(json.value().orElse(null));
          case Response.Body.Bytes bytes -> bytes.bytes();
        };
    HttpServletResponse servlet = context.res();
    servlet.setStatus(response.status());
    switch (response.body()) {
      case Response.Body.Empty empty -> servlet.setContentType(null);
      case Response.Body.Json json -> servlet.setContentType("application/json");
      case Response.Body.Bytes bytes ->
          servlet.setContentType(bytes.contentType().isEmpty() ? null : bytes.contentType());
    }
    if (!response.headers().isEmpty()) {
      setHeaders(servlet, response);
    }
    servlet.setHeader(RequestId.HEADER, requestId);
    if (!application.guest() && response.status() != 204 && response.status() != 304) {
      // An owner may compress; here the length is known, and HEAD has it as GET would.
      servlet.setContentLengthLong(body.length);
    }
    context.result(new ByteArrayInputStream(body));
  }

  private static void setHeaders(HttpServletResponse servlet, Response response) {
    Set<String> seen = new HashSet<>(CUMULATIVE);
    for (Map.Entry<String, String> header : response.headers()) {
      if (seen.add(header.getKey().toLowerCase(Locale.ROOT))) {
        servlet.setHeader(header.getKey(), header.getValue());
      } else {
        servlet.addHeader(header.getKey(), header.getValue());
      }
    }
  }

  /** Lets a checked exception pass Kotlin's interfaces, which declare none. */
  @SuppressWarnings("unchecked")
  private static <E extends Throwable> E unchecked(Throwable failure) throws E {
    throw (E) failure;
  }
}
