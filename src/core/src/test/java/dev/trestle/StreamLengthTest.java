package dev.trestle;

import static dev.trestle.Served.get;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.spi.Parser;
import dev.trestle.spi.RouteDefinition;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** R63: how a client knows where a stream ends. */
class StreamLengthTest {
  private static final int HELD = 16 * 1024;

  @RegisterExtension static final Served http = Served.with(StreamLengthTest::routes);

  private static List<RouteDefinition> routes() {
    return List.of(
        get(
            "/bytes/{count}",
            call -> {
              int count = call.variable("count", Parser.INTEGER);
              return stream(out -> out.write("x".repeat(count).getBytes(UTF_8)));
            }),
        get(
            "/declared/{length}/{count}",
            call -> {
              int count = call.variable("count", Parser.INTEGER);
              return stream(out -> out.write("x".repeat(count).getBytes(UTF_8)))
                  .withHeader("Content-Length", call.variable("length", Parser.STRING));
            }),
        get(
            "/unwritten",
            call ->
                stream(
                        out -> {
                          throw new IllegalStateException("The writer ran");
                        })
                    .withStatus(202)
                    .withHeader("Content-Disposition", "attachment")));
  }

  private static Response stream(Response.Writer writer) {
    return Response.stream("text/plain", writer);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, HELD})
  void whatEndsWithinTheHeldBytesHasItsLength(int count) {
    RawHttp.Answer answer = http.send("GET", "/bytes/" + count);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).contains("text/plain");
    assertThat(answer.header("Content-Length")).contains("" + count);
    assertThat(answer.header("Transfer-Encoding")).isEmpty();
    assertThat(answer.header("X-Request-Id")).isPresent();
    assertThat(answer.body()).isEqualTo("x".repeat(count));
  }

  @ParameterizedTest
  @ValueSource(ints = {HELD + 1, 2 * HELD, 100_000})
  void whatIsLongerIsChunked(int count) throws IOException {
    try (RawConnection connection = http.connect()) {
      RawHttp.Answer head = connection.send("GET /bytes/" + count + " HTTP/1.1").head();

      assertThat(head.header("Transfer-Encoding")).contains("chunked");
      assertThat(head.header("Content-Length")).isEmpty();
      assertThat(connection.chunks()).hasSize(count).containsOnly('x');
    }
  }

  @Test
  void anOldClientGetsABodyThatEndsWithTheConnection() throws IOException {
    try (RawConnection connection = http.connect()) {
      RawHttp.Answer head = connection.send("GET /bytes/20000 HTTP/1.0").head();

      assertThat(head.header("Transfer-Encoding")).isEmpty();
      assertThat(connection.rest()).isEqualTo("x".repeat(20_000));
    }
  }

  @Test
  void anAnswerWithItsLengthSetStaysShortWhereItFails() throws IOException {
    try (LoggedErrors log = new LoggedErrors();
        RawConnection connection = http.connect()) {
      RawHttp.Answer head = connection.send("GET /declared/30000/20000 HTTP/1.1").head();

      assertThat(head.header("Content-Length")).contains("30000");
      assertThat(head.header("Transfer-Encoding")).isEmpty();
      assertThat(connection.rest()).hasSizeLessThan(30_000).startsWith("xxx");
      assertThat(log.text())
          .containsOnlyOnce("ERROR")
          .contains("The stream ended after 20000 bytes; its Content-Length is 30000");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/declared/5/6", "/declared/5/4"})
  void aLengthThatDoesNotHoldIsAFailure(String path) {
    assertThat(http.send("GET", path).status()).isEqualTo(500);
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 20_000})
  void aLengthThatHoldsIsSent(int count) throws IOException {
    try (RawConnection connection = http.connect()) {
      connection.send("GET /declared/" + count + "/" + count + " HTTP/1.1");
      assertThat(connection.head().header("Content-Length")).contains("" + count);
      assertThat(connection.bytes(count)).containsOnly('x');

      assertThat(connection.send("GET /bytes/1 HTTP/1.1").head().status()).isEqualTo(200);
    }
  }

  @Test
  void headHasTheHeadersOfGetAndTheWriterDoesNotRun() throws IOException {
    try (RawConnection connection = http.connect()) {
      RawHttp.Answer head = connection.send("HEAD /unwritten HTTP/1.1").head();
      RawHttp.Answer declared = connection.send("HEAD /declared/9/1 HTTP/1.1").head();

      assertThat(head.status()).isEqualTo(202);
      assertThat(head.header("Content-Type")).contains("text/plain");
      assertThat(head.header("Content-Disposition")).contains("attachment");
      assertThat(head.header("Content-Length")).isEmpty();
      assertThat(declared.header("Content-Length")).contains("9");
      assertThat(connection.send("GET /bytes/1 HTTP/1.1").head().status()).isEqualTo(200);
    }
  }
}
