package dev.trestle;

import static dev.trestle.Served.get;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.spi.Call;
import dev.trestle.spi.Parser;
import dev.trestle.spi.RouteDefinition;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** R29, R53 to R56, R59: what stands in the head of an answer, and what follows it. */
class AnswerTest {
  @RegisterExtension
  static final Served http =
      Served.with(
          AnswerTest::routes,
          app ->
              app.javalin(config ->
                  config.routes.before(
                      "/headers",
                      context -> {
                        context.header("X-Frame-Options", "SAMEORIGIN");
                        context.header("X-Rule", "kept");
                        context.header("Vary", "Origin");
                        context.header("Set-Cookie", "a=1");
                        context.header("WWW-Authenticate", "Basic");
                        context.header("Proxy-Authenticate", "Basic");
                      })));

  private static List<RouteDefinition> routes() {
    return List.of(
        get("/json", call -> Response.json(object())),
        get(
            "/typed",
            call -> Response.json(object()).withHeader("Content-Type", "application/vnd.x+json")),
        get("/null", call -> Response.json(null)),
        get(
            "/unserialisable",
            call -> Response.json(List.of(1, new Broken())).withHeader("X-A", "half")),
        get("/body/{kind}", call -> body(call.variable("kind", Parser.STRING))),
        RouteDefinition.at("/status/{status}", "Status")
            .on(Verb.GET, call -> Response.empty(call.variable("status", Parser.INTEGER)))
            .on(Verb.POST, call -> Response.json(call.variable("status", Parser.INTEGER), "x")),
        get("/head", AnswerTest::head),
        get(
            "/headers",
            call ->
                Response.text("x")
                    .withHeader("x-frame-options", "DENY")
                    .withHeader("Vary", "Accept")
                    .withHeader("Set-Cookie", "b=2")
                    .withHeader("WWW-Authenticate", "Bearer")
                    .withHeader("Proxy-Authenticate", "Bearer")));
  }

  private static Map<String, Object> object() {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("a", 1);
    object.put("u", "é");
    return object;
  }

  /** Cannot be written. */
  public static final class Broken {
    public String getName() {
      throw new IllegalStateException("secret");
    }
  }

  private static Response body(String kind) {
    return switch (kind) {
      case "json" -> Response.json(Map.of("u", "é"));
      case "own-type" -> Response.json(1).withHeader("Content-Type", "application/vnd.x+json");
      case "json-null" -> Response.json(null);
      case "text" -> Response.text("é");
      case "emptyText" -> Response.text("");
      case "bytes" -> Response.bytes("", new byte[] {'a', 'b'});
      case "mislabelled" ->
          Response.bytes("", new byte[] {'a', 'b'}).withHeader("Content-Length", "5");
      case "form" ->
          Response.bytes(
              "application/x-www-form-urlencoded;charset=UTF-8", "a=%C3%A9".getBytes(UTF_8));
      case "blob" -> Response.bytes("image/png", new byte[] {1});
      default -> Response.empty(200);
    };
  }

  private static Response head(Call call) {
    return Response.text("long enough").withHeader("X-Verb", call.request().verb().name());
  }

  @Test
  void jsonIsPlainUtf8WithoutACharset() {
    RawHttp.Answer answer = http.send("GET", "/json");

    assertThat(answer.header("Content-Type")).contains("application/json");
    assertThat(answer.body()).isEqualTo("{\"a\":1,\"u\":\"é\"}");
    assertThat(http.send("GET", "/typed").header("Content-Type"))
        .contains("application/vnd.x+json");
    assertThat(http.send("GET", "/null").body()).isEqualTo("null");
  }

  @Test
  void whatCannotBeWrittenIs500AndNothingOfItIsSent() {
    RawHttp.Answer answer = http.send("GET", "/unserialisable");

    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.header("X-A")).isEmpty();
    assertThat(answer.body()).startsWith("{\"error\":\"Internal server error\"");
  }

  @ParameterizedTest
  @CsvSource({
    "text, text/plain;charset=utf-8, 2",
    "emptyText, text/plain;charset=utf-8, 0",
    "none, , 0",
    "bytes, , 2",
    "form, application/x-www-form-urlencoded;charset=utf-8, 8",
    "blob, image/png, 1",
  })
  void aBodyHasTheTypeItIsGivenAndNoOtherAndItsLength(String kind, String type, String length) {
    for (String method : List.of("GET", "HEAD")) {
      RawHttp.Answer answer = http.send(method, "/body/" + kind);

      assertThat(answer.header("Content-Type").orElse(null)).isEqualTo(type);
      assertThat(answer.header("Content-Length")).contains(length);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 304})
  void aStatusWithoutBodyHasNoFramingAndTheConnectionServesOn(int status) throws IOException {
    try (RawConnection connection = http.connect()) {
      for (int i = 0; i < 2; i++) {
        RawHttp.Answer answer = connection.send("GET /status/" + status + " HTTP/1.1").head();

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Content-Length")).isEmpty();
        assertThat(answer.header("Transfer-Encoding")).isEmpty();
        assertThat(answer.header("Content-Type")).isEmpty();
      }
      assertThat(connection.send("GET /null HTTP/1.1").head().status()).isEqualTo(200);
      assertThat(connection.bytes(4)).isEqualTo("null".getBytes(UTF_8));
    }
  }

  @ParameterizedTest
  @CsvSource({"GET, 999", "GET, 101", "POST, 204", "POST, 304"})
  void anAnswerThatCannotBeIs500(String method, int status) {
    assertThat(http.send(method, "/status/" + status).status()).isEqualTo(500);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 299, 418, 451, 599})
  void anyOtherStatusPasses(int status) {
    assertThat(http.send("GET", "/status/" + status).status()).isEqualTo(status);
  }

  @Test
  void anOrdinaryAnswerHasItsLengthAndPromisesNothingElse() {
    RawHttp.Answer answer = http.send("GET", "/json", "If-None-Match: *", "Range: bytes=0-1");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Length")).contains("16");
    assertThat(answer.header("Transfer-Encoding")).isEmpty();
    assertThat(answer.header("ETag")).isEmpty();
    assertThat(answer.header("Cache-Control")).isEmpty();
    assertThat(answer.header("Accept-Ranges")).isEmpty();
  }

  @Test
  void theFunctionsHeaderStandsInPlaceOfTheRulesUnlessBothHold() {
    RawHttp.Answer answer = http.send("GET", "/headers");

    assertThat(answer.headers().stream().filter(line -> line.matches("(?i)x-frame-options:.*")))
        .hasSize(1);
    assertThat(answer.header("X-Frame-Options")).contains("DENY");
    assertThat(answer.headers())
        .contains("X-Rule: kept", "Vary: Origin", "Vary: Accept")
        .containsSubsequence("Set-Cookie: a=1", "Set-Cookie: b=2")
        .containsSubsequence("WWW-Authenticate: Basic", "WWW-Authenticate: Bearer")
        .containsSubsequence("Proxy-Authenticate: Basic", "Proxy-Authenticate: Bearer");
  }

  @Test
  void headRunsTheFunctionThatSeesItAndHasTheLengthOfGet() {
    RawHttp.Answer answer = http.send("HEAD", "/head");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("X-Verb")).contains("HEAD");
    assertThat(answer.header("Content-Length")).contains("11");
    assertThat(answer.body()).isEmpty();
  }

  @ParameterizedTest // R53, R54
  @CsvSource(
      delimiter = '|',
      value = {
        "json|application/json|{\"u\":\"é\"}",
        "own-type|application/vnd.x+json|1",
        "json-null|application/json|null",
        "text|text/plain;charset=UTF-8|é",
        "emptyText|text/plain;charset=UTF-8|''",
        "bytes|''|ab",
        "none|''|''",
      })
  void eachBodyHasItsTypeAndNoOther(String kind, String type, String body) {
    RawHttp.Answer answer = http.send("GET", "/body/" + kind);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type").orElse("")).isEqualToIgnoringCase(type);
    assertThat(answer.body()).isEqualTo(body);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD"})
  void theLengthOfAWholeBodyIsItsOwnWhateverItsFunctionSays(String method) {
    assertThat(http.send(method, "/body/mislabelled").status()).isEqualTo(200);
    assertThat(http.send(method, "/body/mislabelled").header("Content-Length")).contains("2");
  }

  @Test // R55
  void anAnswerThatCannotBeSentIsRefusedWhereItIsMade() {
    assertThatThrownBy(() -> Response.text("x").withStatus(204))
        .hasMessage("Status 204 has no body; use Response.empty(204)");
    assertThatThrownBy(() -> Response.empty(999)).hasMessageContaining("use one of 200 to 599");
    assertThatThrownBy(() -> Response.empty(101)).hasMessageContaining("use one of 200 to 599");
    assertThat(http.send("GET", "/status/204").headers())
        .noneMatch(line -> line.toLowerCase(Locale.ROOT).startsWith("content-"));
  }
}
