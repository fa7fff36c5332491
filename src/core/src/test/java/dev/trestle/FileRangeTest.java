package dev.trestle;

import static dev.trestle.Served.get;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.spi.RouteDefinition;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which part of a file is sent, and how: ranges, conditions, compression. */
class FileRangeTest {
  private static final Instant CHANGED = Instant.parse("2026-03-01T10:00:00.5Z");
  private static final String DATE = "Sun, 01 Mar 2026 10:00:00 GMT";
  private static final String LONG_TEXT = "The quick brown fox. ".repeat(10_000);

  @RegisterExtension static final Served http = Served.with(FileRangeTest::routes);

  @TempDir private static Path root;
  private static final byte[] photo = new byte[300_000];

  @BeforeAll
  static void files() throws IOException {
    new Random(1).nextBytes(photo);
    write("ten.txt", "0123456789".getBytes(UTF_8));
    write("empty.txt", new byte[0]);
    write("photo.JPG", photo);
    write("long.txt", LONG_TEXT.getBytes(UTF_8));
  }

  private static void write(String name, byte[] bytes) throws IOException {
    Files.write(root.resolve(name), bytes);
    Files.setLastModifiedTime(root.resolve(name), FileTime.from(CHANGED));
  }

  private static List<RouteDefinition> routes() {
    return List.of(
        get("/files/{rest*}", call -> Response.file(root, String.join("/", call.segments("rest")))),
        get("/missing", call -> Response.file(root.resolve("ten.txt")).withStatus(404)));
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=0-3, 0123, 0-3",
    "bytes=9-9, 9, 9-9",
    "bytes=4-, 456789, 4-9",
    "bytes=-3, 789, 7-9",
    "bytes=-99, 0123456789, 0-9",
    "bytes=5-99, 56789, 5-9",
    "BYTES=0-0, 0, 0-0",
    "bytes=5-999999999999999999, 56789, 5-9",
  })
  void aRangeIsAnsweredWithItsPart(String range, String body, String part) {
    RawHttp.Answer answer = http.send("GET", "/files/ten.txt", "Range: " + range);

    assertThat(answer.status()).isEqualTo(206);
    assertThat(answer.body()).isEqualTo(body);
    assertThat(answer.header("Content-Range")).contains("bytes " + part + "/10");
    assertThat(answer.header("Content-Length")).contains("" + body.length());
    assertThat(answer.header("ETag")).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=10-", "bytes=10-20", "bytes=-0", "bytes=99-100"})
  void aRangeThatTheFileDoesNotHaveIs416(String range) {
    RawHttp.Answer answer = http.send("GET", "/files/ten.txt", "Range: " + range);

    assertThat(answer.status()).isEqualTo(416);
    assertThat(answer.header("Content-Range")).contains("bytes */10");
    assertThat(answer.header("Content-Type")).contains("application/json");
    assertThat(answer.header("ETag")).isEmpty();
    assertThat(answer.body()).isEqualTo("{\"error\":\"There are 10 bytes; ask for some of them\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bytes=0-1,4-5",
        "bytes=3-2",
        "bytes=-",
        "bytes=a-b",
        "bytes=1",
        "lines=0-1",
        "0-1",
        "bytes=0-1\r\nRange: bytes=2-3",
        "bytes=99999999999999999999-"
      })
  void whatIsNotOneRangeGetsTheWhole(String range) {
    RawHttp.Answer answer = http.send("GET", "/files/ten.txt", "Range: " + range);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("0123456789");
    assertThat(answer.header("Content-Range")).isEmpty();
  }

  @Test
  void aRangeHoldsForTheVersionItWasAskedFor() {
    String tag = http.send("GET", "/files/ten.txt").header("ETag").orElseThrow();
    String gzip = tag.replaceAll("\"$", "--gzip\"");

    assertThat(rangeIf(tag)).isEqualTo(206);
    assertThat(rangeIf(DATE)).isEqualTo(206);
    assertThat(rangeIf("\"other\"")).isEqualTo(200);
    assertThat(rangeIf("W/" + tag)).isEqualTo(200);
    assertThat(rangeIf(gzip)).isEqualTo(200);
    assertThat(rangeIf("Sun, 01 Mar 2026 10:00:01 GMT")).isEqualTo(200);
    assertThat(rangeIf("nonsense")).isEqualTo(200);
  }

  private static int rangeIf(String condition) {
    return http.send("GET", "/files/ten.txt", "Range: bytes=0-1", "If-Range: " + condition)
        .status();
  }

  @Test
  void aClientThatHasTheFileGetsNothingWhateverPartItAsksFor() {
    String tag = http.send("GET", "/files/ten.txt").header("ETag").orElseThrow();

    RawHttp.Answer unchanged =
        http.send("GET", "/files/ten.txt", "If-None-Match: " + tag, "Range: bytes=0-1");

    assertThat(unchanged.status()).isEqualTo(304);
    assertThat(unchanged.header("Content-Range")).isEmpty();
    assertThat(http.send("GET", "/files/ten.txt", "If-Modified-Since: " + DATE).status())
        .isEqualTo(304);
    assertThat(
            http.send("GET", "/files/ten.txt", "If-Match: \"other\"", "Range: bytes=0-1").status())
        .isEqualTo(412);
  }

  @Test
  void anEmptyFileHasNoParts() {
    assertThat(http.send("GET", "/files/empty.txt").header("Content-Length")).contains("0");
    assertThat(http.send("GET", "/files/empty.txt", "Range: bytes=0-").status()).isEqualTo(416);
    assertThat(http.send("GET", "/files/empty.txt", "Range: bytes=-5").status()).isEqualTo(200);
  }

  @Test
  void onlyASuccessHasParts() {
    RawHttp.Answer answer = http.send("GET", "/missing", "Range: bytes=0-1");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.body()).isEqualTo("0123456789");
    assertThat(answer.header("Accept-Ranges")).isEmpty();
  }

  @Test
  void headHasTheLengthOfGetAndIgnoresTheRange() throws IOException {
    try (RawConnection connection = http.connect()) {
      RawHttp.Answer small = connection.send("HEAD /files/ten.txt HTTP/1.1").head();
      RawHttp.Answer large =
          connection.send("HEAD /files/photo.JPG HTTP/1.1", "Range: bytes=0-1").head();

      assertThat(small.header("Content-Length")).contains("10");
      assertThat(large.status()).isEqualTo(200);
      assertThat(large.header("Content-Length")).contains("300000");
      assertThat(large.header("ETag")).isPresent();
      assertThat(connection.send("GET /files/ten.txt HTTP/1.1").head().status()).isEqualTo(200);
    }
  }

  @Test
  void aLargeFileAndAPartOfOneAreSentAsTheyAre() throws IOException {
    try (RawConnection connection = http.connect()) {
      RawHttp.Answer whole =
          connection.send("GET /files/photo.JPG HTTP/1.1", "Accept-Encoding: gzip").head();
      assertThat(whole.header("Content-Length")).contains("300000");
      assertThat(whole.header("Transfer-Encoding")).isEmpty();
      assertThat(whole.header("Content-Encoding")).isEmpty();
      assertThat(connection.bytes(300_000)).isEqualTo(photo);

      RawHttp.Answer part =
          connection.send("GET /files/photo.JPG HTTP/1.1", "Range: bytes=100000-299998").head();
      assertThat(part.header("Content-Range")).contains("bytes 100000-299998/300000");
      assertThat(connection.bytes(199_999)).isEqualTo(Arrays.copyOfRange(photo, 100_000, 299_999));
    }
  }

  @Test
  void aLongTextIsCompressedAPartOfItIsNot() throws IOException {
    try (RawConnection connection = http.connect()) {
      RawHttp.Answer plain = connection.send("GET /files/long.txt HTTP/1.1").head();
      connection.bytes(LONG_TEXT.length());
      RawHttp.Answer whole =
          connection.send("GET /files/long.txt HTTP/1.1", "Accept-Encoding: gzip").head();
      byte[] compressed = connection.chunks();
      RawHttp.Answer head =
          connection.send("HEAD /files/long.txt HTTP/1.1", "Accept-Encoding: gzip").head();
      RawHttp.Answer part =
          connection
              .send("GET /files/long.txt HTTP/1.1", "Accept-Encoding: gzip", "Range: bytes=0-49999")
              .head();

      String tag = plain.header("ETag").orElseThrow();
      assertThat(plain.header("Vary")).contains("Accept-Encoding");
      assertThat(plain.header("Content-Length")).contains("" + LONG_TEXT.length());
      assertThat(whole.header("ETag")).contains(tag.replaceAll("\"$", "--gzip\""));
      assertThat(new GZIPInputStream(new ByteArrayInputStream(compressed)).readAllBytes())
          .isEqualTo(LONG_TEXT.getBytes(UTF_8));
      assertThat(head.header("ETag")).isEqualTo(whole.header("ETag"));
      assertThat(head.header("Content-Encoding")).contains("gzip");
      assertThat(head.header("Content-Length")).isEmpty();
      assertThat(part.header("Content-Encoding")).isEmpty();
      assertThat(part.header("ETag")).contains(tag);
      assertThat(connection.bytes(50_000))
          .isEqualTo(LONG_TEXT.substring(0, 50_000).getBytes(UTF_8));
    }
  }
}
