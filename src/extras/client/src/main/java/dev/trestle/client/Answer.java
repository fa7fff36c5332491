package dev.trestle.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * An answer, of which the head is there.
 *
 * @param request for messages: its verb and template
 */
record Answer(Settings settings, String request, HttpResponse<InputStream> response) {
  /** More than any error of a service; what is longer is somebody else's page. */
  private static final int LONGEST_ERROR = 64 * 1024;

  private static final Pattern CHARSET = Pattern.compile("(?i)charset=\"?([^\";\\s]+)");

  /** Reads the body. */
  interface Reader<T> {
    T read(InputStream in) throws IOException;
  }

  boolean isSuccess() {
    return response.statusCode() >= 200 && response.statusCode() < 300;
  }

  /** The media type, in lower case and without parameters. */
  String type() {
    return contentType().replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT);
  }

  boolean isJson() {
    return type().equals("application/json") || type().endsWith("+json");
  }

  private String contentType() {
    return response.headers().firstValue("Content-Type").orElse("");
  }

  Charset charset() {
    Matcher named = CHARSET.matcher(contentType());
    try {
      return named.find() ? Charset.forName(named.group(1)) : StandardCharsets.UTF_8;
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw unexpected("with the unknown charset " + named.group(1), e);
    }
  }

  /** Reads the body within the time of the request, and closes it. */
  <T> T whole(Reader<T> reader) {
    CompletableFuture<Void> watch = new CompletableFuture<>();
    watch
        .orTimeout(settings.timeout().toMillis(), TimeUnit.MILLISECONDS)
        .whenComplete((done, late) -> {
          if (late != null) {
            close();
          }
        });
    try (InputStream in = response.body()) {
      return reader.read(in);
    } catch (IOException | JacksonIOException e) {
      throw watch.isCompletedExceptionally()
          ? failed(
              new HttpTimeoutException(
                  "the answer was not there within " + settings.timeout().toMillis() + " ms"))
          : failed(e instanceof IOException io ? io : ((JacksonIOException) e).getCause());
    } finally {
      watch.complete(null);
    }
  }

  /** The body as JSON. */
  <T> T json(JavaType type) {
    if (!isJson()) {
      close();
      throw unexpected(
          (type().isEmpty() ? "without a Content-Type" : "with " + type())
              + " where application/json was expected; is the address right?",
          null);
    }
    return whole(in -> {
      try {
        return settings.json().readValue(in, type);
      } catch (JacksonIOException e) {
        throw e;
      } catch (JacksonException e) {
        throw unexpected(
            "with what is no " + type.getTypeName() + ": " + e.getOriginalMessage(), e);
      }
    });
  }

  /** The error that this is. */
  ClientException error() {
    byte[] start = whole(in -> in.readNBytes(LONGEST_ERROR));
    JsonNode body = body(start);
    String said =
        body.path("error")
            .stringValueOpt()
            .or(() -> body.path("detail").stringValueOpt())
            .orElse(type().isEmpty() ? "no reason given" : "a body of " + type());
    return exception("answered " + response.statusCode() + ": " + said, said, body, null);
  }

  private JsonNode body(byte[] bytes) {
    if (!isJson()) {
      return MissingNode.getInstance();
    }
    try {
      return settings.json().readTree(bytes);
    } catch (JacksonException e) {
      return MissingNode.getInstance();
    }
  }

  ClientException unexpected(String what, Throwable cause) {
    String said = "answered " + response.statusCode() + " " + what;
    return exception(said, said, MissingNode.getInstance(), cause);
  }

  private ClientException exception(String message, String said, JsonNode body, Throwable cause) {
    return new ClientException(
        request + " " + message,
        response.statusCode(),
        said,
        response.headers(),
        body,
        settings.json(),
        cause);
  }

  UncheckedIOException failed(IOException e) {
    return failed(request, e);
  }

  static UncheckedIOException failed(String request, IOException e) {
    if (e instanceof InterruptedIOException) {
      Thread.currentThread().interrupt();
    }
    return new UncheckedIOException(
        request
            + " failed: "
            + (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage()),
        e);
  }

  void close() {
    try {
      response.body().close();
    } catch (IOException e) {
      // What is closed is not read any more.
    }
  }
}
