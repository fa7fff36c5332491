package dev.trestle.internal.http;

import dev.trestle.HttpError;
import dev.trestle.Response;
import dev.trestle.query.JsonParts;
import io.javalin.http.Context;
import io.javalin.router.InternalRouter;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Carries a request from Javalin's servlet to a function, and its answer back. */
public final class ServletCarrier {
  /** Headers that add up with what is there, where others replace it. */
  private static final Set<String> CUMULATIVE = Set.of("set-cookie", "vary", "www-authenticate");

  private static final String JSON = "application/json";

  private final Application application;
  private final InternalRouter router;

  /**
   * @param application whose functions answer
   * @param router of the server: has its owner's handlers of exceptions and errors
   */
  public ServletCarrier(Application application, InternalRouter router) {
    this.application = application;
    this.router = router;
  }

  /** Answers with what the routing found. */
  public void answer(Context context, Routing.Target target) {
    ServletCall call = new ServletCall(application, context, target.match());
    String requestId = call.request().id();
    try {
      send(context, target.handler().handle(call), requestId, call::end);
    } catch (Throwable failure) {
      call.end();
      send(context, explain(context, failure, requestId), requestId);
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
    String request = describe(context, requestId);
    Optional<HttpError> expected = application.failures().expected(failure, request);
    if (expected.isEmpty() && application.guest()) {
      // The owner's exception handlers come first; Javalin answers and logs what they leave.
      throw ServletCarrier.<RuntimeException>unchecked(failure);
    }
    HttpError error = expected.orElseGet(() -> application.failures().unexpected(failure, request));
    return problem(context, error, requestId);
  }

  private static String describe(Context context, String requestId) {
    return context.req().getMethod() + " " + context.req().getRequestURI() + " [" + requestId + "]";
  }

  private Response problem(Context context, HttpError error, String requestId) {
    String accept = Optional.ofNullable(context.header("Accept")).orElse("");
    return application.problems().answer(error, accept, requestId);
  }

  private void send(Context context, Response response, String requestId) {
    send(context, response, requestId, () -> {});
  }

  /**
   * Sends an answer, or leaves it with Javalin to be sent.
   *
   * @param ended runs once nothing is asked of the database any more
   */
  private void send(Context context, Response response, String requestId, Runnable ended) {
    // Everything that can fail comes before the first change to the answer.
    switch (response.body()) {
      case Response.Body.Empty empty -> send(context, response, "", new byte[0], requestId, ended);
      case Response.Body.Json json -> {
        byte[] body = application.json().write(json.value().orElse(null));
        send(context, response, JSON, body, requestId, ended);
      }
      case Response.Body.Rows rows -> rows(context, response, rows, requestId, ended);
      case Response.Body.Bytes bytes ->
          send(context, response, bytes.contentType(), bytes.bytes(), requestId, ended);
      case Response.Body.Stream stream ->
          stream(context, response, stream.contentType(), stream.writer(), requestId, ended);
    }
  }

  private void rows(
      Context context,
      Response response,
      Response.Body.Rows rows,
      String requestId,
      Runnable ended) {
    JsonParts parts =
        rows.snapshot()
            .map(longest -> application.rows().snapshot(rows.db(), rows.query(), longest))
            .orElseGet(() -> application.rows().parts(rows.db(), rows.query()));
    boolean left = false;
    try {
      byte[] first = parts.next();
      if (parts.hasNext()) {
        Runnable closed =
            () -> {
              try (parts) {
                ended.run();
              }
            };
        stream(context, response, JSON, new PartsWriter(first, parts), requestId, closed);
        left = true;
      } else {
        send(context, response, JSON, first, requestId, ended);
      }
    } finally {
      if (!left) {
        parts.close();
      }
    }
  }

  private void stream(
      Context context,
      Response response,
      String contentType,
      Response.Writer writer,
      String requestId,
      Runnable ended) {
    Runnable undo = undo(context.res(), response);
    setHead(context.res(), response, contentType, requestId);
    context.result(new StreamedBody(context, writer, outcome(context, undo, requestId, ended)));
  }

  /** Writes parts one after the other; a slow client holds one of them. */
  private static final class PartsWriter implements Response.Writer {
    private final JsonParts others;
    private byte[] next;

    PartsWriter(byte[] first, JsonParts others) {
      this.next = first;
      this.others = others;
    }

    @Override
    public void write(OutputStream out) throws IOException {
      out.write(next);
      while (others.hasNext()) {
        next = others.next();
        out.write(next);
      }
    }
  }

  private void send(
      Context context,
      Response response,
      String contentType,
      byte[] body,
      String requestId,
      Runnable ended) {
    ended.run();
    setHead(context.res(), response, contentType, requestId);
    if (response.status() != 204 && response.status() != 304) {
      setLength(context.res(), body.length);
    }
    context.result(
        application.alone() ? new WholeBody(body, context.res()) : new ByteArrayInputStream(body));
  }

  private StreamedBody.Outcome outcome(
      Context context, Runnable undo, String requestId, Runnable ended) {
    return new StreamedBody.Outcome() {
      @Override
      public void ended() {
        ended.run();
      }

      @Override
      public void whole(int length) {
        setLength(context.res(), length);
      }

      @Override
      public void refused(Throwable failure) {
        undo.run();
        try {
          send(context, explain(context, failure, requestId), requestId);
        } catch (Throwable left) {
          router.handleHttpException(context, left);
        }
        router.handleHttpError(context.statusCode(), context);
      }

      @Override
      public void broken(Throwable failure, boolean clientGone) {
        String request = describe(context, requestId);
        if (clientGone) {
          application.failures().clientGone(failure, request);
        } else {
          application.failures().broken(failure, request);
        }
      }
    };
  }

  private void setLength(HttpServletResponse servlet, int length) {
    if (!application.guest()) {
      // An owner may compress; here the length is known, and HEAD has it as GET would.
      servlet.setContentLengthLong(length);
    }
  }

  private static void setHead(
      HttpServletResponse servlet, Response response, String contentType, String requestId) {
    servlet.setStatus(response.status());
    servlet.setContentType(contentType.isEmpty() ? null : contentType);
    if (!response.headers().isEmpty()) {
      setHeaders(servlet, response);
    }
    servlet.setHeader(RequestId.HEADER, requestId);
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

  /** Puts back what the head of an answer is about to replace. */
  private static Runnable undo(HttpServletResponse servlet, Response response) {
    int status = servlet.getStatus();
    String contentType = servlet.getContentType();
    Map<String, List<String>> before = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (Map.Entry<String, String> header : response.headers()) {
      before.put(header.getKey(), List.copyOf(servlet.getHeaders(header.getKey())));
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

  /** Lets a checked exception pass Kotlin's interfaces, which declare none. */
  @SuppressWarnings("unchecked")
  private static <E extends Throwable> E unchecked(Throwable failure) throws E {
    throw (E) failure;
  }
}
