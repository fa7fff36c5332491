package dev.trestle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.spi.RouteDefinition;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** R43: bodies that their clients have compressed. */
class CompressedBodyTest {
  private static final int LIMIT = 100_000;

  @RegisterExtension
  static final Served http =
      Served.with(CompressedBodyTest::routes, app -> app.http(http -> http.bodyLimit(LIMIT)));

  @RegisterExtension
  static final Served unzipping =
      Served.with(
          CompressedBodyTest::routes,
          app -> app.http(http -> http.bodyLimit(LIMIT).gzipBodies(true)));

  private static List<RouteDefinition> routes() {
    return List.of(
        RouteDefinition.at("/text", "Text")
            .on(Verb.POST, call -> Response.text(call.request().text())));
  }

  @Test
  void aCompressedBodyIs415UnlessTheApplicationUnpacks() throws IOException { // R43
    RawHttp.Answer refused = zipped(http, gzip("hello"), "gzip");
    RawHttp.Answer unknown = zipped(unzipping, gzip("hello"), "br");

    assertThat(refused.status()).isEqualTo(415);
    assertThat(refused.header("Accept-Encoding")).contains("identity");
    assertThat(refused.body())
        .isEqualTo(
            "{\"error\":\"The Content-Encoding of the body is not read here; send it as it is\"}");
    assertThat(unknown.status()).isEqualTo(415);
    assertThat(unknown.header("Accept-Encoding")).contains("gzip");
    assertThat(zipped(unzipping, gzip("hello"), "GZip").body()).isEqualTo("hello");
    assertThat(zipped(unzipping, gzip("x".repeat(LIMIT)), "gzip").body()).hasSize(LIMIT);
  }

  @Test
  void aSmallBodyThatUnpacksToALargeOneIs413() throws IOException { // R43
    byte[] bomb = gzip("x".repeat(LIMIT + 1));

    assertThat(bomb).hasSizeLessThan(1000);
    assertThat(zipped(unzipping, bomb, "gzip").status()).isEqualTo(413);
  }

  @Test
  void aBodyThatIsNotTheGzipItSaysIs400() throws IOException { // R43
    byte[] whole = gzip("hello");

    RawHttp.Answer noGzip = zipped(unzipping, "hello, hello, hello".getBytes(UTF_8), "gzip");
    RawHttp.Answer cut = zipped(unzipping, Arrays.copyOf(whole, whole.length - 9), "gzip");

    assertThat(noGzip.status()).isEqualTo(400);
    assertThat(noGzip.body())
        .isEqualTo("{\"error\":\"The body is not gzip, as its Content-Encoding says\"}");
    assertThat(cut.status()).isEqualTo(400);
    assertThat(cut.body()).isEqualTo("{\"error\":\"The body ends before it is complete\"}");
  }

  private static RawHttp.Answer zipped(Served to, byte[] body, String encoding) throws IOException {
    try (RawConnection connection = to.connect()) {
      connection
          .send(
              "POST /text HTTP/1.1",
              "Content-Encoding: " + encoding,
              "Content-Length: " + body.length)
          .write(body);
      return connection.answer();
    }
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(text.getBytes(UTF_8));
    }
    return out.toByteArray();
  }
}
