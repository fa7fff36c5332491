package dev.trestle;

import static dev.trestle.Served.get;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.spi.Parser;
import dev.trestle.spi.RouteDefinition;
import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** R63: streams that fail, or whose clients go away, before and after the first byte. */
class StreamFailureTest {
  private static final int HELD = 16 * 1024;

  @RegisterExtension static final Served http = Served.with(StreamFailureTest::routes);

  private static final CompletableFuture<Throwable> ended = new CompletableFuture<>();

  private static List<RouteDefinition> routes() {
    return List.of(
        get(
            "/fail/{count}",
            call -> {
              int count = call.variable("count", Parser.INTEGER);
              return stream(
                      out -> {
                        out.write("x".repeat(count).getBytes(UTF_8));
                        throw new IllegalStateException("secret");
                      })
                  .withStatus(202)
                  .withHeader("Content-Disposition", "attachment")
                  .withHeader("ETag", "\"1\"");
            }),
        get(
            "/refuse",
            call ->
                stream(out -> {
                  out.write(1);
                  throw HttpError.conflict("Not now").withHeader("X-Why", "busy");
                })),
        get("/endless", call -> stream(StreamFailureTest::endless)));
  }

  private static Response stream(Response.Writer writer) {
    return Response.stream("text/plain", writer);
  }

  private static void endless(OutputStream out) throws IOException {
    byte[] block = new byte[1000];
    try {
      while (true) {
        out.write(block);
      }
    } catch (IOException | RuntimeException e) {
      ended.complete(e);
      throw new IllegalStateException("wrapped as writers do", e);
    }
  }

  @Test
  void aFailureBeforeTheFirstByteIsTheOrdinaryErrorAndNothingOfTheStreamIsSeen() {
    RawHttp.Answer failed;
    RawHttp.Answer refused;
    try (LoggedErrors log = new LoggedErrors()) {
      failed = http.send("GET", "/fail/" + HELD, "X-Request-Id: early");
      refused = http.send("GET", "/refuse");
      assertThat(log.text()).containsOnlyOnce("ERROR").contains("GET /fail/16384 [early] failed");
    }

    assertThat(failed.status()).isEqualTo(500);
    assertThat(failed.header("Content-Type")).contains("application/json");
    assertThat(failed.header("Content-Disposition")).isEmpty();
    assertThat(failed.header("ETag")).isEmpty();
    assertThat(failed.body())
        .isEqualTo("{\"error\":\"Internal server error\",\"requestId\":\"early\"}");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.header("X-Why")).contains("busy");
    assertThat(refused.body()).isEqualTo("{\"error\":\"Not now\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"keep-alive", "close"})
  void aFailureAfterTheFirstByteNeverEndsTheAnswerCleanlyAndIsLoggedOnce(String persistence)
      throws IOException {
    try (LoggedErrors log = new LoggedErrors()) {
      try (Served other = Served.with(StreamFailureTest::routes).start();
          RawConnection connection = other.connect()) {
        connection.send(
            "GET /fail/20000 HTTP/1.1", "X-Request-Id: late", "Connection: " + persistence);
        assertThat(connection.head().header("Transfer-Encoding")).contains("chunked");

        assertThat(connection.rest()).contains("xxx").doesNotContain("\r\n0\r\n", "secret");
      }

      assertThat(log.text())
          .containsOnlyOnce("ERROR")
          .doesNotContain("WARN")
          .contains("GET /fail/20000 [late] failed after its answer had begun");
    }
  }

  @Test
  void anOldClientSeesAFailureAsAResetConnection() throws IOException {
    try (RawConnection connection = http.connect()) {
      connection.send("GET /fail/20000 HTTP/1.0");

      assertThatThrownBy(
              () -> {
                connection.head();
                connection.rest();
              })
          .isInstanceOf(SocketException.class);
    }
  }

  @Test
  void aClientThatKnowsTheAnswerAlreadyGetsNoStream() {
    RawHttp.Answer answer = http.send("GET", "/fail/20000", "If-None-Match: \"1\"");

    assertThat(answer.status()).isEqualTo(304);
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void aClientThatGoesAwayEndsTheWriterAndIsNoErrorInTheLog() throws Exception {
    try (LoggedErrors log = new LoggedErrors()) {
      try (Served other = Served.with(StreamFailureTest::routes).start();
          RawConnection connection = other.connect()) {
        connection.send("GET /endless HTTP/1.1").head();
        connection.chunk();
        connection.close();

        assertThat(ended.get(60, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
      }

      assertThat(log.text()).isEmpty();
    }
  }
}
