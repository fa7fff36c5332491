package dev.trestle;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.spi.RouteDefinition;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Raw bodies over a raw socket. R39 to R44, R48, R50, R51, R108. */
class BodyTest {
  private static final int LIMIT = 100_000;

  record Thing(String name, int size) {}

  private static Trestle app;
  private static Trestle unzipping;
  private static RawHttp http;

  @BeforeAll
  static void start() {
    app = Trestle.of(BodyTest::routes).port(0).http(http -> http.bodyLimit(LIMIT)).start();
    unzipping =
        Trestle.of(BodyTest::routes)
            .port(0)
            .http(http -> http.bodyLimit(LIMIT).gzipBodies(true))
            .start();
    http = new RawHttp(app.port());
  }

  @AfterAll
  static void stop() {
    app.close();
    unzipping.close();
  }

  private static List<RouteDefinition> routes() {
    return List.of(
        RouteDefinition.at("/text", "Text")
            .on(Verb.POST, call -> Response.text(call.request().text())),
        RouteDefinition.at("/hex", "Hex")
            .on(Verb.POST, call -> Response.text(HexFormat.of().formatHex(call.request().bytes()))),
        RouteDefinition.at("/json", "Json")
            .on(Verb.POST, call -> Response.json(call.request().json(Thing.class)))
            .on(Verb.DELETE, call -> Response.json(call.request().json(Thing.class)))
            .on(Verb.OPTIONS, call -> Response.json(call.request().json(Thing.class))),
        RouteDefinition.at("/echo", "Echo")
            .on(Verb.POST, call -> Response.stream("text/plain", out -> echo(call.request(), out))),
        RouteDefinition.at("/count", "Count").on(Verb.POST, call -> count(call.request())),
        RouteDefinition.at("/stubborn", "Stubborn").on(Verb.POST, call -> stubborn(call.request())),
        RouteDefinition.at("/twice", "Twice").on(Verb.POST, call -> twice(call.request())),
        RouteDefinition.at("/again", "Again").on(Verb.POST, call -> again(call.request())),
        RouteDefinition.at("/unread", "Unread")
            .on(Verb.GET, call -> Response.text("here"))
            .on(Verb.POST, call -> Response.text("unread")));
  }

  private static void echo(Request request, java.io.OutputStream out) throws IOException {
    byte[] buffer = new byte[100];
    InputStream in = request.stream();
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      out.write(buffer, 0, read);
      out.flush();
    }
  }

  private static Response count(Request request) throws IOException {
    return Response.json(request.stream().transferTo(java.io.OutputStream.nullOutputStream()));
  }

  /** Reads on after it was told that the body is too long. */
  private static Response stubborn(Request request) throws IOException {
    InputStream in = request.stream();
    try {
      in.readAllBytes();
    } catch (HttpError refused) {
      return Response.json(in.read());
    }
    return Response.text("whole");
  }

  private static Response twice(Request request) {
    request.stream();
    try {
      return Response.text(request.text());
    } catch (IllegalStateException e) {
      return Response.text(e.getMessage());
    }
  }

  private static Response again(Request request) throws IOException {
    String first = request.text();
    return Response.text(
        first + request.text() + new String(request.stream().readAllBytes(), UTF_8));
  }

  private static String chunked(String path, String... chunks) {
    StringBuilder request =
        new StringBuilder(
            "POST "
                + path
                + " HTTP/1.1\r\nHost: t\r\nConnection: close\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n");
    for (String chunk : chunks) {
      request.append(Integer.toHexString(chunk.length()) + "\r\n" + chunk + "\r\n");
    }
    return request + "0\r\n\r\n";
  }

  @Test
  void rawJsonIsReadWhateverTheTypeWithAByteOrderMarkAndTheLastOfDoubleKeys() { // R39
    String thing = "{\"name\":\"b\",\"size\":2}";

    assertThat(http.sendBody("POST", "/json", thing, "Content-Type: text/plain").body())
        .isEqualTo(thing);
    assertThat(http.sendBody("POST", "/json", thing).body()).isEqualTo(thing);
    assertThat(http.json("POST", "/json", "\uFEFF" + thing).body()).isEqualTo(thing);
    assertThat(http.json("POST", "/json", "{\"name\":\"a\",\"name\":\"b\",\"size\":2}").body())
        .isEqualTo(thing);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "null | The body is null; send a JSON object",
        "'' | The body is empty; send a JSON object",
        "{\"name\": | Malformed JSON at line 1, column 9",
        "{\"name\":\"a\",\"size\":1} {} | The body holds more than one JSON value",
      })
  void jsonThatIsNoneIs400WithAReason(String body, String message) { // R39, R40
    RawHttp.Answer answer = http.json("POST", "/json", body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).isEqualTo("{\"error\":\"" + message + "\"}");
  }

  @Test
  void anInvalidByteOfUtf8IsReplacedInTextAndRefusedInJson() throws IOException { // R39
    byte[] text = "{\"name\":\"?\",\"size\":1}".getBytes(UTF_8);
    text[9] = (byte) 0xe9;
    String length = "Content-Length: " + text.length;

    try (RawConnection connection = new RawConnection(app.port())) {
      connection.send("POST /text HTTP/1.1", length).write(text);
      assertThat(connection.answer().body()).isEqualTo("{\"name\":\"\uFFFD\",\"size\":1}");
      connection.send("POST /json HTTP/1.1", length).write(text);
      assertThat(connection.answer().status()).isEqualTo(400);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"DELETE", "OPTIONS"})
  void jsonIsReadableOnVerbsThatRarelyHaveABody(String verb) { // R41
    assertThat(http.json(verb, "/json", "{\"name\":\"a\",\"size\":1}").body())
        .isEqualTo("{\"name\":\"a\",\"size\":1}");
  }

  @Test
  void textIsReadInItsCharset() throws IOException { // R43
    try (RawConnection connection = new RawConnection(app.port())) {
      connection
          .send(
              "POST /text HTTP/1.1",
              "Content-Type: text/plain; charset=iso-8859-1",
              "Content-Length: 1")
          .write("é".getBytes(ISO_8859_1));

      assertThat(connection.answer().body()).isEqualTo("é");
    }
    assertThat(
            http.sendBody("POST", "/text", "x", "Content-Type: text/plain; charset=nonsense")
                .body())
        .isEqualTo("{\"error\":\"The charset of the body is not known; send UTF-8\"}");
  }

  @Test
  void aCompressedBodyIs415UnlessTheApplicationUnpacks() throws IOException { // R43
    RawHttp.Answer refused = zipped(app, gzip("hello"), "gzip");
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
    RawHttp.Answer cut =
        zipped(unzipping, java.util.Arrays.copyOf(whole, whole.length - 9), "gzip");

    assertThat(noGzip.status()).isEqualTo(400);
    assertThat(noGzip.body())
        .isEqualTo("{\"error\":\"The body is not gzip, as its Content-Encoding says\"}");
    assertThat(cut.status()).isEqualTo(400);
    assertThat(cut.body()).isEqualTo("{\"error\":\"The body ends before it is complete\"}");
  }

  private static RawHttp.Answer zipped(Trestle to, byte[] body, String encoding)
      throws IOException {
    try (RawConnection connection = new RawConnection(to.port())) {
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

  @Test
  void aChunkedBodyIsReadWhole() { // R44
    assertThat(http.raw(chunked("/text", "hel", "lo")).body()).isEqualTo("hello");
    assertThat(http.raw(chunked("/count", "hel", "lo")).body()).isEqualTo("5");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Transfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n0\r\n\r\n",
        "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
        "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello!",
        "Content-Length: -5\r\n\r\nhello"
      })
  void aBodyWhoseLengthIsAmbiguousIs400(String rest) { // R44
    assertThat(http.raw("POST /text HTTP/1.1\r\nHost: t\r\nConnection: close\r\n" + rest).status())
        .isEqualTo(400);
  }

  @Test
  void aClientThatAsksBeforeItSendsIsToldToGoOn() throws IOException { // R44
    try (RawConnection connection = new RawConnection(app.port())) {
      connection.send("POST /text HTTP/1.1", "Expect: 100-continue", "Content-Length: 5");
      assertThat(connection.head().status()).isEqualTo(100);
      connection.write("hello");

      assertThat(connection.answer().body()).isEqualTo("hello");
    }
  }

  @ParameterizedTest
  @CsvSource({"/text, 413", "/count, 413", "/nowhere, 404"})
  void aClientThatAsksBeforeItSendsIsRefusedInsteadOfToldToGoOn(String path, int status)
      throws IOException { // R44, R50
    try (RawConnection connection = new RawConnection(app.port())) {
      connection.send(
          "POST " + path + " HTTP/1.1", "Expect: 100-continue", "Content-Length: 1073741824");

      assertThat(connection.answer().status()).isEqualTo(status);
    }
  }

  @Test
  void whatAClientSendsIsReadWhileItStillSends() throws IOException { // R48
    try (RawConnection connection = new RawConnection(app.port())) {
      connection.send("POST /echo HTTP/1.1", "Transfer-Encoding: chunked");
      connection.write("3\r\none\r\n");
      assertThat(connection.head().status()).isEqualTo(200);
      assertThat(connection.chunkText()).isEqualTo("one");
      connection.write("3\r\ntwo\r\n");
      assertThat(connection.chunkText()).isEqualTo("two");
      connection.write("0\r\n\r\n");
      assertThat(connection.chunk()).isEmpty();

      assertThat(connection.send("GET /unread HTTP/1.1").answer().body()).isEqualTo("here");
    }
  }

  @Test
  void bytesAreExact() throws IOException { // R48
    byte[] all = new byte[256];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) i;
    }
    try (RawConnection connection = new RawConnection(app.port())) {
      connection.send("POST /hex HTTP/1.1", "Content-Length: 256").write(all);

      assertThat(connection.answer().body()).isEqualTo(HexFormat.of().formatHex(all));
    }
  }

  @Test
  void aConnectionStaysUsableWhenABodyOfThreeMegabytesIsNotRead() throws IOException { // R48
    byte[] part = new byte[30_000];
    try (RawConnection connection = new RawConnection(app.port())) {
      connection.send("POST /unread HTTP/1.1", "Content-Length: 3000000");
      assertThat(connection.answer().body()).isEqualTo("unread");
      for (int i = 0; i < 100; i++) {
        connection.write(part);
      }

      assertThat(connection.send("GET /unread HTTP/1.1").answer().body()).isEqualTo("here");
    }
  }

  @Test
  void aBodyOfExactlyTheLimitIsReadAndOneByteMoreIs413() { // R50, R51
    String most = "x".repeat(LIMIT);

    for (String path : List.of("/text", "/count")) {
      assertThat(http.sendBody("POST", path, most).status()).isEqualTo(200);
      assertThat(http.raw(chunked(path, most)).status()).isEqualTo(200);

      RawHttp.Answer told = http.sendBody("POST", path, most + "x");
      RawHttp.Answer untold = http.raw(chunked(path, most, "x"));
      for (RawHttp.Answer answer : List.of(told, untold)) {
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.header("Connection")).contains("close");
        assertThat(answer.body()).isEqualTo("{\"error\":\"The body is larger than 100000 bytes\"}");
      }
    }
  }

  @Test
  void whoReadsOnAfterTheLimitIsRefusedAgain() { // R51
    assertThat(http.raw(chunked("/stubborn", "x".repeat(LIMIT), "yz")).status()).isEqualTo(413);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/text", "/count", "/json"})
  void aClientThatBreaksOffIsNeverTakenForOneThatIsDone(String path) throws IOException { // R51
    for (String length : List.of("Content-Length: 100", "Transfer-Encoding: chunked")) {
      try (RawConnection connection = new RawConnection(app.port())) {
        connection.send("POST " + path + " HTTP/1.1", length).write("5\r\n{}   ").breakOff();

        RawHttp.Answer answer = connection.answer();
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo("{\"error\":\"The body ends before it is complete\"}");
      }
    }
  }

  @Test
  void whatFollowsABodyOfItsToldLengthIsTheNextRequest() throws IOException {
    try (RawConnection connection = new RawConnection(app.port())) {
      connection
          .send("POST /text HTTP/1.1", "Content-Length: 2")
          .write("abGET /unread HTTP/1.1\r\nHost: t\r\n\r\n");

      assertThat(connection.answer().body()).isEqualTo("ab");
      assertThat(connection.answer().body()).isEqualTo("here");
    }
  }

  @Test
  void aStreamIsGivenOutOnceAndSaysWhatToAskForInstead() {
    assertThat(http.sendBody("POST", "/twice", "x").body())
        .isEqualTo(
            "The body was given out as a stream, and a stream is read once; ask for bytes(), text()"
                + " or json() instead of stream(), which keep it");
  }

  @Test
  void aBodyReadAsAWholeIsThereForWhoeverReadsNext() { // R108
    assertThat(http.sendBody("POST", "/again", "ab").body()).isEqualTo("ababab");
  }

  @Test
  void noBodyIsAnEmptyOne() {
    assertThat(http.send("POST", "/text").body()).isEmpty();
    assertThat(http.send("POST", "/count").body()).isEqualTo("0");
  }
}
