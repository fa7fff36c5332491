package dev.trestle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.spi.RouteDefinition;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a body ends, and how much of one is taken: R44, R48, R50, R51. */
class BodyFramingTest {
  record Thing(String name, int size) {}

  private static final int LIMIT = 100_000;

  @RegisterExtension
  static final Served http =
      Served.with(BodyFramingTest::routes, app -> app.http(http -> http.bodyLimit(LIMIT)));

  private static List<RouteDefinition> routes() {
    return List.of(
        RouteDefinition.at("/text", "Text")
            .on(Verb.POST, call -> Response.text(call.request().text())),
        RouteDefinition.at("/json", "Json")
            .on(Verb.POST, call -> Response.json(call.request().json(Thing.class))),
        RouteDefinition.at("/echo", "Echo")
            .on(Verb.POST, call -> Response.stream("text/plain", out -> echo(call.request(), out))),
        RouteDefinition.at("/count", "Count").on(Verb.POST, call -> count(call.request())),
        RouteDefinition.at("/stubborn", "Stubborn").on(Verb.POST, call -> stubborn(call.request())),
        RouteDefinition.at("/unread", "Unread")
            .on(Verb.GET, call -> Response.text("here"))
            .on(Verb.POST, call -> Response.text("unread")));
  }

  private static void echo(Request request, OutputStream out) throws IOException {
    byte[] buffer = new byte[100];
    InputStream in = request.stream();
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      out.write(buffer, 0, read);
      out.flush();
    }
  }

  private static Response count(Request request) throws IOException {
    return Response.json(request.stream().transferTo(OutputStream.nullOutputStream()));
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

  @Test
  void aChunkedBodyIsReadWhole() { // R44
    assertThat(http.sendChunked("/text", List.of("hel", "lo")).body()).isEqualTo("hello");
    assertThat(http.sendChunked("/count", List.of("hel", "lo")).body()).isEqualTo("5");
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
    try (RawConnection connection = http.connect()) {
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
    try (RawConnection connection = http.connect()) {
      connection.send(
          "POST " + path + " HTTP/1.1", "Expect: 100-continue", "Content-Length: 1073741824");

      assertThat(connection.answer().status()).isEqualTo(status);
    }
  }

  @Test
  void whatAClientSendsIsReadWhileItStillSends() throws IOException { // R48
    try (RawConnection connection = http.connect()) {
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
  void aConnectionStaysUsableWhenABodyOfThreeMegabytesIsNotRead() throws IOException { // R48
    byte[] part = new byte[30_000];
    try (RawConnection connection = http.connect()) {
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
      assertThat(http.sendChunked(path, List.of(most)).status()).isEqualTo(200);

      RawHttp.Answer told = http.sendBody("POST", path, most + "x");
      RawHttp.Answer untold = http.sendChunked(path, List.of(most, "x"));
      for (RawHttp.Answer answer : List.of(told, untold)) {
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.header("Connection")).contains("close");
        assertThat(answer.body()).isEqualTo("{\"error\":\"The body is larger than 100000 bytes\"}");
      }
    }
  }

  @Test
  void whoReadsOnAfterTheLimitIsRefusedAgain() { // R51
    assertThat(http.sendChunked("/stubborn", List.of("x".repeat(LIMIT), "yz")).status())
        .isEqualTo(413);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/text", "/count", "/json"})
  void aClientThatBreaksOffIsNeverTakenForOneThatIsDone(String path) throws IOException { // R51
    for (String length : List.of("Content-Length: 100", "Transfer-Encoding: chunked")) {
      try (RawConnection connection = http.connect()) {
        connection.send("POST " + path + " HTTP/1.1", length).write("5\r\n{}   ").breakOff();

        RawHttp.Answer answer = connection.answer();
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo("{\"error\":\"The body ends before it is complete\"}");
      }
    }
  }

  @Test
  void whatFollowsABodyOfItsToldLengthIsTheNextRequest() throws IOException {
    try (RawConnection connection = http.connect()) {
      connection
          .send("POST /text HTTP/1.1", "Content-Length: 2")
          .write("abGET /unread HTTP/1.1\r\nHost: t\r\n\r\n");

      assertThat(connection.answer().body()).isEqualTo("ab");
      assertThat(connection.answer().body()).isEqualTo("here");
    }
  }
}
