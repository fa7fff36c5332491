package dev.trestle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.spi.Call;
import dev.trestle.spi.Parser;
import dev.trestle.spi.RouteDefinition;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** R64, R68: which answers are compressed, and what that changes about them. */
class CompressionTest {
  private static final String GZIP = "Accept-Encoding: gzip";
  private static final String TEXT = "The quick brown fox. ".repeat(100);

  @RegisterExtension static final Served http = Served.with(CompressionTest::routes);

  private static final BlockingQueue<String> goOn = new LinkedBlockingQueue<>();

  private static List<RouteDefinition> routes() {
    return List.of(
        Served.get(
            "/bytes/{count}",
            call -> typed(call, "x".repeat(call.variable("count", Parser.INTEGER)))),
        RouteDefinition.at("/tagged", "Tagged")
            .on(Verb.GET, call -> Response.text(TEXT).withETag(ETag.of(7)))
            .on(
                Verb.PUT,
                call -> {
                  call.request().preconditions().required().check(ETag.of(7));
                  return Response.noContent();
                }),
        Served.get("/weak", call -> Response.text(TEXT).withETag(ETag.weak(7))),
        Served.get("/json", call -> Response.json(TEXT).withETag().withHeader("Vary", "Origin")),
        Served.get("/encoded", call -> Response.text(TEXT).withHeader("Content-Encoding", "br")),
        Served.get(
            "/secret",
            call -> Response.text(TEXT).withHeader("Cache-Control", "no-store, No-Transform")),
        Served.get("/part", call -> Response.text(TEXT).withStatus(206)),
        Served.get(
            "/stream/{count}",
            call -> {
              int count = call.variable("count", Parser.INTEGER);
              return Response.stream(
                      "text/csv", out -> out.write("x".repeat(count).getBytes(UTF_8)))
                  .withETag(ETag.of(7));
            }),
        Served.get(
            "/declared",
            call ->
                Response.stream("text/csv", out -> out.write("x".repeat(20_000).getBytes(UTF_8)))
                    .withHeader("Content-Length", "20000")),
        Served.get(
            "/ticks",
            call ->
                Response.stream(
                    "text/plain",
                    out -> {
                      for (String tick = goOn.take(); !tick.equals("end"); tick = goOn.take()) {
                        out.write(tick.getBytes(UTF_8));
                        out.flush();
                      }
                    })),
        Served.get(
            "/fail/{count}",
            call -> {
              int count = call.variable("count", Parser.INTEGER);
              return Response.stream(
                  "text/plain",
                  out -> {
                    out.write("x".repeat(count).getBytes(UTF_8));
                    throw new IllegalStateException("secret");
                  });
            }));
  }

  private static Response typed(Call call, String body) {
    String type = call.request().query("type").orElse("text/plain");
    return Response.bytes(type, body.getBytes(UTF_8));
  }

  private record Received(RawHttp.Answer head, byte[] body) {
    String text() throws IOException {
      return new String(new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes(), UTF_8);
    }
  }

  private static Received get(String path, String... headers) throws IOException {
    try (RawConnection connection = http.connect()) {
      RawHttp.Answer head = connection.send("GET " + path + " HTTP/1.1", headers).head();
      byte[] body =
          head.header("Transfer-Encoding").isPresent()
              ? connection.chunks()
              : connection.bytes(Integer.parseInt(head.header("Content-Length").orElse("0")));
      return new Received(head, body);
    }
  }

  private static boolean isCompressed(Received answer) {
    return answer.head().header("Content-Encoding").filter("gzip"::equals).isPresent();
  }

  @Test
  void aLongTextIsCompressedAndHasItsLength() throws IOException {
    Received answer = get("/bytes/1024", GZIP);

    assertThat(answer.head().header("Content-Encoding")).contains("gzip");
    assertThat(answer.head().header("Vary")).contains("Accept-Encoding");
    assertThat(answer.head().header("Content-Type")).contains("text/plain");
    assertThat(answer.body()).hasSizeLessThan(100);
    assertThat(answer.text()).isEqualTo("x".repeat(1024));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gzip|true",
        "GZip|true",
        "x-gzip|true",
        "gzip, deflate, br, zstd|true",
        "br;q=1.0, gzip;q=0.8, *;q=0.1|true",
        "*|true",
        "*;q=0.5|true",
        "identity;q=0, gzip;q=0.001|true",
        "identity;q=0.5, gzip|true",
        "identity;q=0, *|true",
        "br|false",
        "br, zstd|false",
        "br, zstd, deflate|false",
        "gzip;q=0|false",
        "gzip;q=0.000|false",
        "gzip;q=0, *|false",
        "*;q=0|false",
        "identity|false",
        "gzip;q=0.5, identity|false",
        "gzip;q=nonsense|false",
        "gzip;q=-1|false",
        "notgzip|false",
        "''|false",
        ";|false",
        ";;, gzip|true",
      })
  void theClientDecides(String accept, boolean compressed) throws IOException {
    Received answer = get("/bytes/2000", "Accept-Encoding: " + accept);

    assertThat(isCompressed(answer)).isEqualTo(compressed);
    assertThat(answer.head().header("Vary")).contains("Accept-Encoding");
  }

  @Test
  void severalLinesOfEncodingsAreOneList() throws IOException {
    assertThat(isCompressed(get("/bytes/2000", "Accept-Encoding: br", GZIP))).isTrue();
  }

  @Test
  void whoSaysNothingGetsTheBodyAsItIsAndIsToldThatItDepends() throws IOException {
    Received answer = get("/bytes/2000");

    assertThat(answer.head().header("Content-Encoding")).isEmpty();
    assertThat(answer.head().header("Vary")).contains("Accept-Encoding");
    assertThat(answer.body()).hasSize(2000);
  }

  @Test
  void aShortBodyIsNotWorthIt() throws IOException {
    Received answer = get("/bytes/1023", GZIP);

    assertThat(isCompressed(answer)).isFalse();
    assertThat(answer.head().header("Vary")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "application/json, true",
    "application/json; charset=utf-8, true",
    "Text/HTML;charset=UTF-8, true",
    "application/problem+json, true",
    "image/svg+xml, true",
    "application/x-ndjson, true",
    "application/javascript, true",
    "image/png, false",
    "application/zip, false",
    "application/octet-stream, false",
    "text/event-stream, false",
    "'', false",
  })
  void onlyTextsAreCompressed(String type, boolean compressed) throws IOException {
    Received answer = get("/bytes/2000?type=" + type.replace(" ", "").replace("+", "%2B"), GZIP);

    assertThat(isCompressed(answer)).isEqualTo(compressed);
    assertThat(answer.head().header("Vary").isPresent()).isEqualTo(compressed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/encoded", "/secret", "/part", "/declared"})
  void whatIsEncodedOrPartOrPromisedOrNotToBeChangedIsSentAsItIs(String path) throws IOException {
    Received answer = get(path, GZIP);

    assertThat(isCompressed(answer)).isFalse();
    assertThat(answer.head().header("Vary")).isEmpty();
    assertThat(answer.head().header("Content-Length")).isPresent();
  }

  @Test
  void headHasTheLengthThatGetWouldHave() throws IOException {
    int length = get("/bytes/5000", GZIP).body().length;
    try (RawConnection connection = http.connect()) {
      RawHttp.Answer head = connection.send("HEAD /bytes/5000 HTTP/1.1", GZIP).head();
      RawHttp.Answer plain = connection.send("HEAD /bytes/5000 HTTP/1.1").head();

      assertThat(head.header("Content-Length")).contains("" + length);
      assertThat(head.header("Content-Encoding")).contains("gzip");
      assertThat(plain.header("Content-Length")).contains("5000");
      assertThat(connection.send("HEAD /stream/20000 HTTP/1.1", GZIP).head().header("Vary"))
          .contains("Accept-Encoding");
    }
  }

  @Test
  void theCompressedAnswerHasATagOfItsOwnAndBothAreKnownAgain() throws IOException {
    assertThat(get("/tagged", GZIP).head().header("ETag")).contains("\"7--gzip\"");
    assertThat(get("/tagged").head().header("ETag")).contains("\"7\"");
    for (String tag : List.of("\"7\"", "\"7--gzip\"")) {
      for (String accept : List.of(GZIP, "X: y")) {
        RawHttp.Answer unchanged = http.send("GET", "/tagged", "If-None-Match: " + tag, accept);

        assertThat(unchanged.status()).isEqualTo(304);
        assertThat(unchanged.header("ETag")).contains(tag);
        assertThat(unchanged.header("Vary")).contains("Accept-Encoding");
        assertThat(unchanged.header("Content-Encoding")).isEmpty();
      }
      assertThat(http.send("PUT", "/tagged", "If-Match: " + tag).status()).isEqualTo(204);
    }
    assertThat(get("/weak", GZIP).head().header("ETag")).contains("W/\"7\"");
  }

  @Test
  void aTagOfTheBodyIsThatOfThePlainOneAndVaryAddsUp() throws IOException {
    Received plain = get("/json");
    Received answer = get("/json", GZIP);

    String tag = plain.head().header("ETag").orElseThrow();
    assertThat(answer.head().header("ETag")).contains(tag.replaceAll("\"$", "--gzip\""));
    assertThat(answer.head().headers()).contains("Vary: Origin", "Vary: Accept-Encoding");
    assertThat(answer.text()).isEqualTo("\"" + TEXT + "\"");
  }

  @ParameterizedTest
  @ValueSource(ints = {1024, 16 * 1024, 16 * 1024 + 1, 1_000_000})
  void aStreamIsCompressed(int count) throws IOException {
    Received answer = get("/stream/" + count, GZIP);

    assertThat(answer.head().header("Content-Encoding")).contains("gzip");
    assertThat(answer.head().header("ETag")).contains("\"7--gzip\"");
    assertThat(answer.head().header("Vary")).contains("Accept-Encoding");
    assertThat(answer.head().header("Content-Length").isPresent()).isEqualTo(count <= 16 * 1024);
    assertThat(answer.text()).isEqualTo("x".repeat(count));
    assertThat(answer.body()).hasSizeLessThan(count / 10);
  }

  @Test
  void aShortStreamIsNotWorthItEither() throws IOException {
    Received answer = get("/stream/1023", GZIP);

    assertThat(isCompressed(answer)).isFalse();
    assertThat(answer.head().header("Content-Length")).contains("1023");
    assertThat(answer.head().header("ETag")).contains("\"7\"");
  }

  @Test
  void aFlushReachesTheClientThroughTheCompression() throws IOException {
    PipedInputStream pipe = new PipedInputStream(4096);
    PipedOutputStream received = new PipedOutputStream(pipe);
    try (RawConnection connection = http.connect()) {
      connection.send("GET /ticks HTTP/1.1", GZIP);
      goOn.add("one");
      assertThat(connection.head().header("Content-Encoding")).contains("gzip");
      received.write(connection.chunk());
      InputStream text = new GZIPInputStream(pipe);
      assertThat(text.readNBytes(3)).isEqualTo("one".getBytes(UTF_8));
      goOn.add("two");
      received.write(connection.chunk());
      assertThat(text.readNBytes(3)).isEqualTo("two".getBytes(UTF_8));
      goOn.add("end");
      received.write(connection.chunks());
      received.close();
      assertThat(text.read()).isEqualTo(-1);
    }
  }

  @Test
  void aCompressedStreamThatFailsHasNoEnd() throws IOException {
    try (LoggedErrors log = new LoggedErrors();
        RawConnection connection = http.connect()) {
      connection.send("GET /fail/100000 HTTP/1.1", GZIP).head();

      assertThat(connection.rest()).doesNotContain("\r\n0\r\n");
      assertThat(log.text()).containsOnlyOnce("ERROR");
    }
  }

  @Test
  void aFailureBeforeTheFirstByteLeavesNothingOfTheCompression() {
    RawHttp.Answer answer = http.send("GET", "/fail/5000", GZIP);

    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.header("Content-Encoding")).isEmpty();
    assertThat(answer.header("Vary")).isEmpty();
    assertThat(answer.body()).startsWith("{\"error\":\"Internal server error\"");
  }

  @ParameterizedTest
  @CsvSource({"0, 1, true", "5000, 4999, false", "2147483647, 50000, false"})
  void theShortestBodyIsASetting(int from, int length, boolean compressed) {
    try (Served other =
        Served.with(CompressionTest::routes, app -> app.http(own -> own.compressFrom(from)))
            .start()) {
      assertThat(other.send("GET", "/bytes/" + length, GZIP).header("Content-Encoding").isPresent())
          .isEqualTo(compressed);
      assertThat(
              other.send("GET", "/stream/" + length, GZIP).header("Content-Encoding").isPresent())
          .isEqualTo(compressed);
    }
  }

  @Test
  void aSizeThatIsNoneIsRefused() {
    assertThatThrownBy(
            () -> Trestle.of(CompressionTest::routes).http(http -> http.compressFrom(-1)))
        .hasMessage("compressFrom is -1; it must be from 0 to 2147483647");
  }
}
