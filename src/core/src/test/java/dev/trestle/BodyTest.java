package dev.trestle;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.spi.RouteDefinition;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read from a body: R39, R41, R43, R48, R108. */
class BodyTest {
  record Thing(String name, int size) {}

  @RegisterExtension static final Served http = Served.with(BodyTest::routes);

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
        RouteDefinition.at("/count", "Count").on(Verb.POST, call -> count(call.request())),
        RouteDefinition.at("/twice", "Twice").on(Verb.POST, call -> twice(call.request())),
        RouteDefinition.at("/again", "Again").on(Verb.POST, call -> again(call.request())));
  }

  private static Response count(Request request) throws IOException {
    return Response.json(request.stream().transferTo(OutputStream.nullOutputStream()));
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

    try (RawConnection connection = http.connect()) {
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
    try (RawConnection connection = http.connect()) {
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
  void bytesAreExact() throws IOException { // R48
    byte[] all = new byte[256];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) i;
    }
    try (RawConnection connection = http.connect()) {
      connection.send("POST /hex HTTP/1.1", "Content-Length: 256").write(all);

      assertThat(connection.answer().body()).isEqualTo(HexFormat.of().formatHex(all));
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
