package dev.trestle.internal.answer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trestle.HttpError;
import dev.trestle.Response;
import dev.trestle.internal.app.Application;
import dev.trestle.internal.compress.Compression;
import dev.trestle.internal.conditional.Freshness;
import dev.trestle.internal.error.Failures;
import dev.trestle.internal.error.Occasion;
import dev.trestle.internal.events.EventOutput;
import dev.trestle.internal.exchange.Exchange;
import dev.trestle.internal.files.FilePart;
import dev.trestle.internal.files.FileWriter;
import dev.trestle.internal.flight.Flight;
import dev.trestle.internal.flight.Reason;
import dev.trestle.internal.request.Occasions;
import dev.trestle.internal.router.Match;
import dev.trestle.internal.watch.LogContext;
import dev.trestle.query.JsonParts;
import dev.trestle.query.JsonRows;
import dev.trestle.spi.Body;
import dev.trestle.spi.Body.Format;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** The answer to one request, on its way to the client. */
public final class HttpAnswer {

  /** Each event is sent at once, and there may be many who wait for one. */
  private static final int HELD_OF_EVENTS = 512;

  private final Application application;
  private final Exchange exchange;
  private final Optional<Match> match;
  private final String requestId;
  private final Flight flight;
  private final Runnable ended;

  /**
   * @param match of the route; empty outside ours
   * @param requestId goes into the answer's headers
   * @param flight whose answer it is
   * @param ended runs, maybe twice, once nothing is asked of the database any more
   */
  public HttpAnswer(
      Application application,
      Exchange exchange,
      Optional<Match> match,
      String requestId,
      Flight flight,
      Runnable ended) {
    this.application = application;
    this.exchange = exchange;
    this.match = match;
    this.requestId = requestId;
    this.flight = flight;
    this.ended = ended;
  }

  /** Answers a failure: with what it says, or as an owner's handlers of exceptions do. */
  public void fail(Throwable failure) {
    ended.run();
    flight.reason().ifPresent(why -> application.failures().cancelled(why, failure, occasion()));
    send(explain(flight.instead(failure)));
  }

  private Response explain(Throwable failure) {
    Failures failures = application.failures();
    Occasion occasion = occasion();
    Optional<Response> expected = failures.expected(failure, occasion, this::problem);
    if (expected.isEmpty() && application.guest()) {
      // The owner's exception handlers come first; Javalin answers and logs what they leave.
      throw HttpAnswer.<RuntimeException>unchecked(failure);
    }
    return expected.orElseGet(() -> problem(failures.unexpected(failure, occasion)));
  }

  private Occasion occasion() {
    Optional<String> route = match.map(found -> found.route().template());
    return Occasions.of(exchange.request(), requestId, route);
  }

  private Response problem(HttpError error) {
    return application.problems().answer(error, Occasions.accept(exchange.request()), requestId);
  }

  /** Sends an answer, or leaves it with what carries it to be sent. */
  public void send(Response answer) {
    // Everything that can fail comes before the first change to the answer.
    Response response = Freshness.compare(exchange.request(), answer);
    String contentType = answer.body().contentType();
    if (response != answer) {
      unchanged(response, answer.header("Content-Type").orElse(contentType));
      return;
    }
    // First and by itself: a JVM makes a class for the switch when it comes there.
    if (response.body() instanceof Body.Json json) {
      whole(response, contentType, application.json().write(json.value().orElse(null)));
      return;
    }
    switch (response.body()) {
      case Body.Empty empty -> whole(response, contentType, new byte[0]);
      case Body.Json json ->
          whole(response, contentType, application.json().write(json.value().orElse(null)));
      case Body.Rows rows -> rows(response, contentType, rows);
      case Body.Bytes bytes -> whole(response, contentType, bytes.bytes());
      case Body.Stream stream ->
          stream(response, contentType, stream.writer(), StreamOutput.HELD, ended);
      case Body.File file -> file(response, contentType, file);
      case Body.Events events ->
          stream(response, contentType, writer(events), HELD_OF_EVENTS, ended);
    }
  }

  private void rows(Response response, String contentType, Body.Rows rows) {
    JsonRows json = application.rows();
    JsonParts parts =
        switch (rows.format()) {
          case Format.Array array -> json.parts(rows.db(), rows.query());
          case Format.Snapshot moment -> json.snapshot(rows.db(), rows.query(), moment.longest());
          case Format.Lines lines -> json.lines(rows.db(), rows.query());
        };
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
        stream(response, contentType, new PartsWriter(first, parts), StreamOutput.HELD, closed);
        left = true;
      } else {
        whole(response, contentType, first);
      }
    } finally {
      if (!left) {
        parts.close();
      }
    }
  }

  private void whole(Response response, String contentType, byte[] body) {
    if (response.isTaggedByBody()) {
      // Sent again, because the client may have it already.
      send(response.withBytes(contentType, body).withETag());
      return;
    }
    ended.run();
    AnswerHead.set(exchange.response(), response, contentType, requestId);
    byte[] sent =
        compression().isWorthIt(body.length) && compression().concerns(exchange.response())
            ? encoded(body)
            : body;
    if (response.status() == 304) {
      exchange.sendHead();
    } else {
      exchange.send(sent);
    }
  }

  private byte[] encoded(byte[] body) {
    boolean accepted = compression().begin(exchange.request(), exchange.response());
    return accepted ? Compression.compress(body) : body;
  }

  private Compression compression() {
    return application.compression();
  }

  private void unchanged(Response response, String contentType) {
    ended.run();
    AnswerHead.set(exchange.response(), response, "", requestId);
    compression().concernsUnchanged(exchange.response(), contentType);
    exchange.sendHead();
  }

  private void stream(
      Response response, String contentType, Response.Writer writer, int held, Runnable closed) {
    Runnable undo = AnswerHead.undo(exchange.response(), response);
    AnswerHead.set(exchange.response(), response, contentType, requestId);
    boolean concerned = compression().concerns(exchange.response());
    BooleanSupplier compressed =
        () -> concerned && compression().begin(exchange.request(), exchange.response());
    exchange.send(
        new StreamedBody(
            exchange,
            logged(flight.guard(writer)),
            held,
            outcome(concerned, compressed, undo, closed)));
  }

  private void file(Response response, String contentType, Body.File file) {
    FilePart part = FilePart.of(exchange.request(), response, file);
    FileWriter writer = new FileWriter(file, part.range());
    long length = part.range().length();
    if (length <= StreamOutput.HELD) {
      whole(part.response(), contentType, writer.bytes());
      return;
    }
    Runnable undo = AnswerHead.undo(exchange.response(), part.response());
    AnswerHead.set(exchange.response(), part.response(), contentType, requestId);
    boolean compressed =
        compression().concerns(exchange.response())
            && compression().begin(exchange.request(), exchange.response());
    if (!compressed) {
      exchange.response().contentLength(length);
    }
    exchange.send(
        new StreamedBody(
            exchange,
            logged(flight.guard(writer)),
            StreamOutput.HELD,
            outcome(false, () -> compressed, undo, ended)));
  }

  private Response.Writer writer(Body.Events events) {
    Optional<String> last =
        exchange
            .request()
            .header("Last-Event-ID")
            .map(id -> new String(id.getBytes(ISO_8859_1), UTF_8));
    return out -> {
      EventOutput stream = new EventOutput(out, application.json()::write, last, flight::cancel);
      flight.onCancel(stream::close);
      stream.run(events.writer(), application.events());
    };
  }

  private Response.Writer logged(Response.Writer writer) {
    return out -> {
      try (LogContext.Scope logged = LogContext.enter(requestId)) {
        writer.write(out);
      }
    };
  }

  private StreamedBody.Outcome outcome(
      boolean concerned, BooleanSupplier compressed, Runnable undo, Runnable closed) {
    return new StreamedBody.Outcome() {
      @Override
      public void ended() {
        closed.run();
      }

      @Override
      public byte[] whole(byte[] body) {
        return concerned && compression().isWorthIt(body.length) ? encoded(body) : body;
      }

      @Override
      public boolean compressed() {
        return compressed.getAsBoolean();
      }

      @Override
      public void refused(Throwable failure) {
        undo.run();
        try (LogContext.Scope logged = LogContext.enter(requestId)) {
          fail(failure);
        }
      }

      @Override
      public void broken(Throwable failure, boolean clientGone) {
        try (LogContext.Scope logged = LogContext.enter(requestId)) {
          tell(failure, clientGone);
        }
      }

      private void tell(Throwable failure, boolean clientGone) {
        Optional<Reason> cancelled = flight.reason();
        if (clientGone) {
          application.failures().clientGone(failure, occasion());
        } else if (cancelled.isPresent()) {
          application.failures().cancelled(cancelled.get(), failure, occasion());
        } else {
          application.failures().broken(failure, occasion());
        }
      }
    };
  }

  /** Lets a checked exception pass Kotlin's interfaces, which declare none. */
  @SuppressWarnings("unchecked")
  private static <E extends Throwable> E unchecked(Throwable failure) throws E {
    throw (E) failure;
  }
}
