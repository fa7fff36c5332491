package dev.trestle;

import static dev.trestle.Served.get;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.spi.Call;
import dev.trestle.spi.RouteDefinition;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** R1, R15, R39, R40, R48, R50, R78: what a function sees of its request. */
class RequestTest {
  private static final int MEBIBYTE = 1 << 20;

  @RegisterExtension static final Served http = Served.with(RequestTest::routes);

  private static List<RouteDefinition> routes() {
    return List.of(
        get("/fixed", call -> Response.text(call.request().variable("id"))),
        get("/url/{id}", call -> Response.text(call.request().url())),
        RouteDefinition.at("/caught", "Caught").on(Verb.POST, RequestTest::caught),
        RouteDefinition.at("/node", "Node")
            .on(Verb.POST, call -> Response.json(call.request().json(JsonNode.class))),
        RouteDefinition.at("/echo", "Echo")
            .on(
                Verb.POST,
                call ->
                    Response.bytes(
                        call.request().header("Content-Type").orElse(""), call.request().bytes())),
        get("/headers", RequestTest::headers));
  }

  private static Response caught(Call call) {
    try {
      return Response.json(call.request().json(Map.class));
    } catch (HttpError malformed) {
      return Response.text("mine: " + malformed.getMessage()).withStatus(400);
    }
  }

  private static Response headers(Call call) {
    List<String> values = call.request().headerAll("X-A");
    assertThatThrownBy(() -> values.add("2")).isInstanceOf(UnsupportedOperationException.class);
    return Response.json(call.request().headerAll("x-a"));
  }

  @Test
  void aUrlWithoutVariablesHasNone() { // R1
    try (LoggedErrors log = new LoggedErrors()) {
      assertThat(http.send("GET", "/fixed").status()).isEqualTo(500);
      assertThat(log.text()).contains("The route /fixed has no variable 'id'");
    }
  }

  @Test
  void theUrlStaysAsItWasSent() { // R15
    assertThat(http.send("GET", "/url/a%20b;v=1+%E4%BD%A0?x=%20+%zz").body())
        .isEqualTo("http://test/url/a%20b;v=1+%E4%BD%A0?x=%20+%zz");
  }

  @Test
  void nullIsAValueForWhoReadsANode() { // R39
    assertThat(http.json("POST", "/node", "null").body()).isEqualTo("null");
  }

  @Test
  void whoCatchesWhatIsWrongWithABodyAnswersAsHeLikes() { // R40
    RawHttp.Answer answer = http.json("POST", "/caught", "{");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).startsWith("mine: Malformed JSON at line 1");
  }

  @Test
  void aBodyHasTheTypeThatItsClientSays() throws IOException { // R48
    byte[] sent = {0, -1, 10, 13, 0};
    try (RawConnection connection = http.connect()) {
      connection
          .send("POST /echo HTTP/1.1", "Content-Type: image/x-any;q=1", "Content-Length: 5")
          .write(sent);

      assertThat(connection.head().header("Content-Type")).contains("image/x-any;q=1");
      assertThat(connection.bytes(5)).isEqualTo(sent);
    }
  }

  @Test
  void unlessSetABodyHasAtMostAMebibyte() { // R50
    assertThat(http.sendBody("POST", "/echo", "x".repeat(MEBIBYTE)).body().getBytes(UTF_8))
        .hasSize(MEBIBYTE);
    assertThat(http.sendBody("POST", "/echo", "x".repeat(MEBIBYTE + 1)).status()).isEqualTo(413);
  }

  @Test
  void theHeadersCannotBeChanged() { // R78
    assertThat(http.send("GET", "/headers", "X-A: 1").body()).isEqualTo("[\"1\"]");
  }
}
