package dev.trestle;

import static dev.trestle.Served.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.spi.Parser;
import dev.trestle.spi.RouteDefinition;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests and answers over a raw socket, with routes written by hand as the processor would. */
class HttpTest {
  record Thing(String name, int size) {}

  @RegisterExtension
  static final Served http =
      Served.with(
          HttpTest::routes,
          app ->
              app.http(http -> http.bodyLimit(1000))
                  .javalin(
                      config -> config.routes.get("/javalin", context -> context.result("plain"))));

  private static List<RouteDefinition> routes() {
    return List.of(
        get("/hello", call -> Response.json(Map.of("message", "Héllo"))),
        RouteDefinition.at("/things/{id}", "Things")
            .on(Verb.GET, call -> Response.json(call.variable("id", Parser.INTEGER)))
            .on(Verb.PUT, call -> Response.json(call.body(Thing.class)))
            .on(Verb.DELETE, call -> Response.noContent()),
        RouteDefinition.at("/echo/{rest*}", "Echo")
            .on(Verb.GET, call -> Response.json(call.segments("rest")))
            .on(Verb.POST, call -> Response.text(call.request().text()))
            .on(Verb.OPTIONS, call -> Response.text("own " + call.request().text())),
        get(
            "/query",
            call -> {
              var query = call.query();
              int page = query.withDefault("page", Parser.INTEGER, "1");
              String text = query.required("text", Parser.STRING);
              var flag = query.optional("flag", Parser.BOOLEAN);
              var ids = query.all("id", Parser.LONG);
              return Response.json(query.make(() -> List.of(page, text, flag, ids)));
            }),
        get("/verb", call -> Response.text("x").withHeader("X-Verb", call.request().verb().name())),
        get("/fail/{how}", call -> fail(call.request())));
  }

  private static Response fail(Request request) throws Exception {
    switch (request.variable("how")) {
      case "thrown" -> throw HttpError.of(418, "Short and stout").withHeader("X-Pot", "tea");
      case "fields" -> Check.that(false, "a", "must be b").and(false, "c", "must be d").orThrow();
      case "checked" -> throw new IOException("secret");
      case "error" -> throw new StackOverflowError("secret");
      case "nodatabase" -> throw new IllegalStateException("secret");
      case "unserialisable" -> {
        return Response.json(
            new Object() {
              public String getName() {
                throw new IllegalStateException("secret");
              }
            });
      }
      default -> {
        return Response.empty(200);
      }
    }
    return Response.noContent();
  }

  @Test
  void jsonHasItsTypeWithoutCharsetItsLengthAndAnId() {
    RawHttp.Answer answer = http.send("GET", "/hello");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"message\":\"Héllo\"}");
    assertThat(answer.header("Content-Type")).contains("application/json");
    assertThat(answer.header("Content-Length")).contains("20");
    assertThat(answer.header("X-Request-Id").orElseThrow()).matches("[0-9a-f]{16}");
  }

  @Test
  void aPlainRequestIdIsKeptAndAnyOtherReplaced() {
    assertThat(http.send("GET", "/hello", "X-Request-Id: abc-1.2_3").header("X-Request-Id"))
        .contains("abc-1.2_3");
    assertThat(http.send("GET", "/hello", "X-Request-Id: a b<c>").header("X-Request-Id"))
        .isNotEqualTo("a b<c>");
  }

  @Test
  void headRunsGetAndHasItsHeadersWithoutItsBody() {
    RawHttp.Answer head = http.send("HEAD", "/verb");

    assertThat(head.status()).isEqualTo(200);
    assertThat(head.header("X-Verb")).contains("HEAD");
    assertThat(head.header("Content-Length")).contains("1");
    assertThat(head.body()).isEmpty();
    assertThat(http.send("HEAD", "/things/x").status()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource({"/hello, 'GET, HEAD, OPTIONS'", "/things/1, 'DELETE, GET, HEAD, OPTIONS, PUT'"})
  void optionsAndWrongMethodsTellWhatIsAllowed(String path, String allow) {
    RawHttp.Answer options = http.send("OPTIONS", path);
    RawHttp.Answer wrong = http.send("PATCH", path);

    assertThat(options.status()).isEqualTo(204);
    assertThat(options.body()).isEmpty();
    assertThat(options.header("Allow")).contains(allow);
    assertThat(wrong.status()).isEqualTo(405);
    assertThat(wrong.header("Allow")).contains(allow);
    assertThat(wrong.body())
        .isEqualTo("{\"error\":\"PATCH is not allowed here; use one of " + allow + "\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PROPFIND", "QUERY", "TRACE", "get", "FOO"})
  void aMethodThatIsNoVerbIs405(String method) {
    RawHttp.Answer answer = http.send(method, "/hello");

    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.header("Allow")).contains("GET, HEAD, OPTIONS");
  }

  @Test
  void anOwnOptionsFunctionReadsABodyAndAnswersWithOne() {
    assertThat(http.sendBody("OPTIONS", "/echo", "ping").body()).isEqualTo("own ping");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD", "POST", "OPTIONS", "DELETE", "PROPFIND"})
  void whereNoRouteIsEveryMethodIs404(String method) {
    RawHttp.Answer answer = http.send(method, "/nowhere");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.header("Content-Type")).contains("application/json");
    if (!method.equals("HEAD")) {
      assertThat(answer.body()).isEqualTo("{\"error\":\"Not found\"}");
    }
  }

  @Test
  void aProblemIsSentToWhoeverAsksForOne() {
    RawHttp.Answer answer =
        http.send("GET", "/things/x", "Accept: application/problem+json", "X-Request-Id: r1");

    assertThat(answer.header("Content-Type")).contains("application/problem+json");
    assertThat(answer.body())
        .isEqualTo(
            "{\"type\":\"about:blank\",\"title\":\"Bad Request\",\"status\":400,\"detail\":\"Invalid"
                + " id: must be an integer between -2147483648 and 2147483647\","
                + "\"code\":\"bad_request\",\"requestId\":\"r1\",\"fields\":{\"id\":\"must be an"
                + " integer between -2147483648 and 2147483647\"}}");
  }

  @ParameterizedTest
  @CsvSource({
    "/hello/, /hello",
    "//hello, /hello",
    "/echo//a/?x=%201&y, /echo/a?x=%201&y",
    "//echo//evil.example/%2F/, /echo/evil.example/%2F",
  })
  void surplusSlashesAreRedirectedForEveryMethodWithTheQueryKept(String path, String location) {
    for (String method : List.of("GET", "POST", "OPTIONS")) {
      RawHttp.Answer answer = http.send(method, path);

      assertThat(answer.status()).isEqualTo(308);
      assertThat(answer.header("Location")).contains(location);
      assertThat(answer.body()).isEmpty();
    }
  }

  @Test
  void theTypeIsAbsentWhereThereIsNoBody() {
    RawHttp.Answer answer = http.send("GET", "/fail/not");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEmpty();
    assertThat(answer.header("Content-Length")).contains("0");
    assertThat(http.send("DELETE", "/things/1").header("Content-Length")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "GET /hello\u0001 HTTP/1.1, 400, Bad Request",
    "GET /%zz HTTP/1.1, 400, Bad Request",
    "GET /hello HTTP/9.9, 505, HTTP Version Not Supported",
    "GET /LONG HTTP/1.1, 414, URI Too Long",
    "'GET / HTTP/1.1\r\nX: LONG', 431, Request Header Fields Too Large",
  })
  void whatJettyRefusesHasOurShapeToo(String start, int status, String message) {
    RawHttp.Answer answer =
        http.raw(
            start.replace("LONG", "x".repeat(20_000)) + "\r\nHost: t\r\nConnection: close\r\n\r\n");

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).contains("application/json");
    assertThat(answer.body()).startsWith("{\"error\":\"" + message + "\"");
  }

  @Test
  void whatJettyRefusesSaysThatItsConnectionEnds() throws IOException {
    try (RawConnection connection = http.connect()) {
      RawHttp.Answer answer = connection.send("GET /%00 HTTP/1.1").answer();

      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.header("Connection")).contains("close");
      assertThat(connection.rest()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/echo/%zz", "/echo/%", "/echo/%A0", "/echo/../hello", "/echo/%2e%2e/x"})
  void aMalformedPathIs400(String path) {
    assertThat(http.send("GET", path).status()).isEqualTo(400);
  }

  @Test
  void aPathParameterOfSemicolonsIsNotStripped() {
    assertThat(http.send("GET", "/echo/a;v=1/b%2Fc").body()).isEqualTo("[\"a;v=1\",\"b/c\"]");
  }

  @Test
  void aQueryIsReadIntoItsTypes() {
    assertThat(http.send("GET", "/query?text=a+b%26c&id=1&id=2&flag=true&page=3").body())
        .isEqualTo("[3,\"a b&c\",true,[1,2]]");
    assertThat(http.send("GET", "/query?text").body()).isEqualTo("[1,\"\",null,[]]");
  }

  @Test
  void everythingWrongWithAQueryIsReportedTogether() {
    RawHttp.Answer answer = http.send("GET", "/query?page=x&flag=1&id=1&id=y");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body())
        .contains("\"page\":\"must be an integer")
        .contains("\"text\":\"is required\"")
        .contains("\"flag\":\"must be true or false\"")
        .contains("\"id\":\"must be an integer");
  }

  @Test
  void aMalformedEscapeInTheQueryIs400() {
    assertThat(http.send("GET", "/query?text=%zz").status()).isEqualTo(400);
  }

  @Test
  void aBodyIsReadIntoItsRecord() {
    assertThat(http.json("PUT", "/things/1", "{\"name\":\"é\",\"size\":2}").body())
        .isEqualTo("{\"name\":\"é\",\"size\":2}");
    assertThat(
            http.sendBody(
                    "PUT",
                    "/things/1",
                    "{\"name\":null,\"size\":2}",
                    "Content-Type: application/vnd.x+json; charset=utf-8")
                .status())
        .isEqualTo(200);
  }

  @Test
  void aBodyOfAnotherTypeIs415() {
    RawHttp.Answer form =
        http.sendBody("PUT", "/things/1", "a=b", "Content-Type: application/x-www-form-urlencoded");

    assertThat(form.status()).isEqualTo(415);
    assertThat(form.body())
        .isEqualTo(
            "{\"error\":\"The body is application/x-www-form-urlencoded; send"
                + " application/json\"}");
    assertThat(http.sendBody("PUT", "/things/1", "{}").status()).isEqualTo(415);
  }

  @Test
  void aBodyOverTheLimitIs413AlsoWhenItsLengthIsNotToldBefore() {
    String chunk = "3e8\r\n" + "x".repeat(1000) + "\r\n";

    RawHttp.Answer told = http.sendBody("POST", "/echo", "x".repeat(1001));
    RawHttp.Answer chunked =
        http.raw(
            "POST /echo HTTP/1.1\r\nHost: t\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
                + chunk
                + chunk
                + "0\r\n\r\n");

    assertThat(told.status()).isEqualTo(413);
    assertThat(told.body()).isEqualTo("{\"error\":\"The body is larger than 1000 bytes\"}");
    assertThat(chunked.status()).isEqualTo(413);
    assertThat(http.sendBody("POST", "/echo", "x".repeat(1000)).body()).hasSize(1000);
  }

  @Test
  void textIsReadInItsCharset() {
    RawHttp.Answer latin =
        http.sendBody("POST", "/echo", "%", "Content-Type: text/plain; charset=utf-16be");

    assertThat(latin.status()).isEqualTo(200);
    assertThat(http.sendBody("POST", "/echo", "é").body()).isEqualTo("é");
    assertThat(
            http.sendBody("POST", "/echo", "x", "Content-Type: text/plain; charset=nonsense")
                .status())
        .isEqualTo(415);
  }

  @Test
  void aThrownErrorIsTheAnswer() {
    RawHttp.Answer answer = http.send("GET", "/fail/thrown");

    assertThat(answer.status()).isEqualTo(418);
    assertThat(answer.header("X-Pot")).contains("tea");
    assertThat(answer.body()).isEqualTo("{\"error\":\"Short and stout\"}");
    assertThat(http.send("GET", "/fail/fields").body())
        .isEqualTo(
            "{\"error\":\"Invalid a: must be b\",\"fields\":{\"a\":\"must be b\",\"c\":\"must be"
                + " d\"}}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"checked", "error", "nodatabase", "unserialisable"})
  void anUnexpectedFailureTellsNothingButItsId(String how) {
    RawHttp.Answer answer = http.send("GET", "/fail/" + how, "X-Request-Id: r7");

    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.body())
        .isEqualTo("{\"error\":\"Internal server error\",\"requestId\":\"r7\"}");
  }

  @Test
  void javalinsOwnRoutesAnswerBesideOurs() {
    assertThat(http.send("GET", "/javalin").body()).isEqualTo("plain");
  }
}
