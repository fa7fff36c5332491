package dev.trestle.internal.javalin;

import static dev.trestle.Served.get;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.HttpError;
import dev.trestle.LoggedErrors;
import dev.trestle.RawConnection;
import dev.trestle.RawHttp;
import dev.trestle.Response;
import dev.trestle.Served;
import dev.trestle.Trestle;
import dev.trestle.spi.Parser;
import dev.trestle.spi.RouteDefinition;
import java.io.IOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Streams in a Javalin server that somebody else configured. */
class GuestStreamTest {
  private final Queue<String> seen = new ConcurrentLinkedQueue<>();
  private final CountDownLatch received = new CountDownLatch(1);

  @RegisterExtension
  final Served http =
      Served.owner(config -> {
        config.registerPlugin(Trestle.of(this::routes).plugin());
        config.routes.before(context -> context.header("Vary", "Origin"));
        config.routes.after(context -> context.header("X-After", "yes"));
        config.routes.after("/replaced", context -> context.result("the owner's"));
        config.routes.after("/skipped", context -> context.skipRemainingHandlers());
        config.routes.exception(
            IOException.class,
            (e, context) -> {
              seen.add(e.getMessage());
              context.status(507).result("owner's");
            });
        config.routes.error(507, context -> context.header("X-Mapped", "yes"));
      });

  private List<RouteDefinition> routes() {
    return List.of(
        get(
            "/bytes/{count}",
            call -> {
              int count = call.variable("count", Parser.INTEGER);
              return Response.stream(
                      "text/plain", out -> out.write("x".repeat(count).getBytes(UTF_8)))
                  .withHeader("Vary", "Accept");
            }),
        get(
            "/fail/{count}",
            call -> {
              int count = call.variable("count", Parser.INTEGER);
              return Response.stream(
                      "text/csv",
                      out -> {
                        out.write(new byte[count]);
                        throw new IOException("disk");
                      })
                  .withHeader("Vary", "Accept");
            }),
        get(
            "/refuse",
            call ->
                Response.stream(
                    "text/csv",
                    out -> {
                      throw HttpError.conflict("Not now");
                    })),
        get(
            "/ticks",
            call ->
                Response.stream(
                    "text/plain",
                    out -> {
                      out.write("x".repeat(5000).getBytes(UTF_8));
                      out.flush();
                      received.await();
                    })),
        get(
            "/skipped",
            call -> Response.stream("text/plain", out -> out.write("all".getBytes(UTF_8)))),
        get("/replaced", call -> Response.stream("text/plain", out -> seen.add("written"))));
  }

  @Test
  void theOwnersAfterHandlersRunBeforeTheFirstByteIsSent() {
    RawHttp.Answer answer = http.send("GET", "/bytes/100000");

    assertThat(answer.header("X-After")).contains("yes");
    assertThat(answer.headers()).contains("Vary: Origin", "Vary: Accept");
    assertThat(answer.body()).contains("xxx").endsWith("\r\n0\r\n\r\n");
    assertThat(http.send("GET", "/skipped").body()).isEqualTo("all");
  }

  @Test
  void theOwnersCompressionAppliesToWhatEndsBeforeItIsSent() throws IOException {
    assertThat(http.send("GET", "/bytes/3000", "Accept-Encoding: gzip").header("Content-Encoding"))
        .contains("gzip");
    try (RawConnection connection = http.connect()) {
      RawHttp.Answer head =
          connection.send("GET /bytes/100000 HTTP/1.1", "Accept-Encoding: gzip").head();

      assertThat(head.header("Content-Encoding")).isEmpty();
      assertThat(connection.chunks()).hasSize(100_000).containsOnly('x');
    }
  }

  @Test
  void aFlushReachesTheClientAtOnceAlsoWhereTheOwnerCompresses() throws IOException {
    try (RawConnection connection = http.connect()) {
      connection.send("GET /ticks HTTP/1.1", "Accept-Encoding: gzip").head();
      assertThat(connection.chunkText()).isEqualTo("x".repeat(5000));
      received.countDown();
      assertThat(connection.chunk()).isEmpty();
    }
  }

  @Test
  void theOwnersHandlersSeeAFailureThatComesBeforeTheFirstByte() {
    RawHttp.Answer answer = http.send("GET", "/fail/100");

    assertThat(seen).containsExactly("disk");
    assertThat(answer.status()).isEqualTo(507);
    assertThat(answer.body()).isEqualTo("owner's");
    assertThat(answer.header("X-Mapped")).contains("yes");
    assertThat(answer.header("X-After")).contains("yes");
    assertThat(answer.header("Vary")).contains("Origin");
    assertThat(http.send("GET", "/refuse").body()).isEqualTo("{\"error\":\"Not now\"}");
  }

  @Test
  void theOwnersHandlersDoNotSeeAFailureThatComesLater() throws IOException {
    try (LoggedErrors log = new LoggedErrors();
        RawConnection connection = http.connect()) {
      connection.send("GET /fail/20000 HTTP/1.1", "Accept-Encoding: gzip").head();

      assertThat(connection.rest()).doesNotContain("\r\n0\r\n");

      assertThat(log.text()).containsOnlyOnce("ERROR").contains("GET /fail/20000");
      assertThat(seen).isEmpty();
    }
  }

  @Test
  void anAnswerThatTheOwnerReplacesIsNotWritten() {
    assertThat(http.send("GET", "/replaced").body()).isEqualTo("the owner's");
    assertThat(seen).isEmpty();
  }
}
