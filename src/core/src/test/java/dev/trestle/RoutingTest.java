package dev.trestle;

import static dev.trestle.Served.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.spi.Call;
import dev.trestle.spi.Handler;
import dev.trestle.spi.RouteDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which function answers which bytes on the socket: R1 to R37, U8, U16. */
class RoutingTest {
  @RegisterExtension static final Served http = Served.with(RoutingTest::routes);

  private static List<RouteDefinition> routes() {
    List<RouteDefinition> routes = new ArrayList<>();
    for (String template :
        List.of(
            "/",
            "/api/prec/a",
            "/api/prec/a/y",
            "/api/prec/a/deep/{r2+}",
            "/api/prec/{id}",
            "/api/prec/{id}/x",
            "/api/prec/{id}/deep/z",
            "/api/prec/{rest+}",
            "/api/opt/{all*}",
            "/api/opt/static",
            "/api/catch/{all+}",
            "/api/dash-[x]",
            "/api/hello.json",
            "/.well-known/thing",
            "/api/UPPER",
            "/api/q")) {
      routes.add(RouteDefinition.at(template, template).on(Verb.GET, shown(template)));
    }
    routes.add(RouteDefinition.at("/m/post", "Post").on(Verb.POST, shown("POST")));
    RouteDefinition both = RouteDefinition.at("/m/both", "Both");
    routes.add(both.on(Verb.POST, shown("POST")).on(Verb.GET, shown("GET")));
    RouteDefinition every = RouteDefinition.at("/m/every", "Every");
    for (Verb verb : Verb.values()) {
      every = every.on(verb, call -> Response.noContent().withHeader("X-Function", verb.name()));
    }
    routes.add(every);
    routes.add(
        RouteDefinition.at("/m/text", "Text")
            .on(Verb.POST, call -> Response.text(call.request().text()))
            .on(Verb.OPTIONS, call -> Response.text("own " + call.request().text())));
    routes.add(get("/long", call -> Response.text("x".repeat(70_000))));
    return routes;
  }

  /** The template that answered, its variables, and the path as the function sees it. */
  private static Handler shown(String template) {
    return call -> {
      Map<String, Object> shown = new TreeMap<>();
      shown.put("file", template);
      shown.put("params", variables(template, call));
      return Response.json(shown).withHeader("X-Path", call.request().path());
    };
  }

  private static Map<String, Object> variables(String template, Call call) {
    Map<String, Object> variables = new TreeMap<>();
    for (String segment : template.split("/")) {
      if (segment.startsWith("{")) {
        String name = segment.replaceAll("[{}+*]", "");
        boolean several = segment.endsWith("+}") || segment.endsWith("*}");
        variables.put(name, several ? call.segments(name) : call.request().variable(name));
      }
    }
    return variables;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/ | / | {}",
        "/api/prec/a | /api/prec/a | {}", // R1
        "/api/prec/b | /api/prec/{id} | {\"id\":\"b\"}", // R2
        "/api/prec/a/x | /api/prec/{id}/x | {\"id\":\"a\"}", // R4
        "/api/prec/a/b | /api/prec/{rest+} | {\"rest\":[\"a\",\"b\"]}",
        "/api/prec/a/deep/z | /api/prec/a/deep/{r2+} | {\"r2\":[\"z\"]}",
        "/api/prec/b/deep/z | /api/prec/{id}/deep/z | {\"id\":\"b\"}",
        "/api/opt | /api/opt/{all*} | {\"all\":[]}", // R7
        "/api/opt/1/2 | /api/opt/{all*} | {\"all\":[\"1\",\"2\"]}",
        "/api/opt/static | /api/opt/static | {}",
        "/api/dash-%5Bx%5D | /api/dash-[x] | {}", // R10
        "/api/hello.json | /api/hello.json | {}", // R11
        "/.well-known/thing | /.well-known/thing | {}",
        "/api/UPPER | /api/UPPER | {}",
      })
  void theMostSpecificFolderAnswersAndNoBranchTrapsTheSearch(
      String path, String file, String variables) {
    RawHttp.Answer answer = http.send("GET", path);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"file\":\"" + file + "\",\"params\":" + variables + "}");
  }

  // R6, R10, R11, R14
  @ParameterizedTest
  @ValueSource(
      strings = {"/api/catch", "/api/dash-5", "/api/upper", "/API/q", "/api", "/api/hello", "/a"})
  void whatNoFolderNamesIsNotFoundForEveryMethod(String path) {
    for (String method : List.of("GET", "POST", "OPTIONS", "DELETE", "PROPFIND")) {
      RawHttp.Answer answer = http.send(method, path);

      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.body()).isEqualTo("{\"error\":\"Not found\"}");
    }
  }

  @Test
  void notFoundIsAProblemForWhoAsksForOne() { // R14
    RawHttp.Answer answer = http.send("POST", "/nowhere", "Accept: application/problem+json");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.header("Content-Type")).contains("application/problem+json");
    assertThat(answer.body()).contains("\"code\":\"not_found\"");
  }

  // R15, R16, R18
  @ParameterizedTest
  @CsvSource({
    "a%20b, a b",
    "a+b, a+b",
    "%E4%BD%A0, 你",
    "a;v=1, a;v=1",
    "a%3Fb, a?b",
    "a%23b, a#b",
    "a%2Fb, a/b",
    "a%2fb, a/b",
    "a%252Fb, a%2Fb",
    "a%3Bb, a;b",
    "%7e~, ~~",
  })
  void aSegmentIsSplitFirstAndDecodedOnceAndThePathStaysAsSent(String sent, String id) {
    RawHttp.Answer answer = http.send("GET", "/api/prec/" + sent + "?x=1");

    assertThat(answer.body())
        .isEqualTo("{\"file\":\"/api/prec/{id}\",\"params\":{\"id\":\"" + id + "\"}}");
    assertThat(answer.header("X-Path")).contains("/api/prec/" + sent);
  }

  @Test
  void theSegmentsOfACatchAllStayApart() { // R16
    assertThat(http.send("GET", "/api/catch/a%2Fb/c").body()).contains("{\"all\":[\"a/b\",\"c\"]}");
  }

  @Test
  void anEscapeThatNeedNotBeCannotSidestepAFolder() { // R18
    assertThat(http.send("GET", "/api/prec/%61").body()).contains("\"file\":\"/api/prec/a\"");
    assertThat(http.send("GET", "/api/pr%65c/zzz").body()).contains("\"id\":\"zzz\"");
  }

  // R20, R22
  @ParameterizedTest
  @CsvSource({
    "/api/q/, /api/q",
    "/api/q/?a=1, /api/q?a=1",
    "/m/text/?a=%20, /m/text?a=%20",
    "//api/q, /api/q",
    "/api//q, /api/q",
    "/api/catch/a//b, /api/catch/a/b",
    "//api/catch//evil.example/, /api/catch/evil.example",
  })
  void surplusSlashesAreRedirectedForEveryMethod(String sent, String location) {
    for (String method : List.of("GET", "POST", "OPTIONS", "PROPFIND")) {
      RawHttp.Answer answer = http.sendBody(method, sent, "body");

      assertThat(answer.status()).isEqualTo(308);
      assertThat(answer.header("Location")).contains(location);
    }
  }

  // R22, U16
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/prec/a\\b",
        "/api/../x",
        "/api/prec/..",
        "/api/prec/%2e%2e/q",
        "/api/prec/%2E",
        "/api/prec/%A0",
        "/api/prec/%",
        "/api/prec/%zz",
        "/api/prec/%C0%AF",
        "/%u0041",
        "/nowhere/%A0",
        "/api/dash-[x]",
      })
  void aMalformedPathIs400InOurShapeWhateverTheMethod(String path) {
    for (String method : List.of("GET", "HEAD", "POST", "DELETE", "TRACE")) {
      RawHttp.Answer answer = http.send(method, path);

      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.header("Content-Type")).contains("application/json");
    }
  }

  @Test
  void aMalformedQueryHurtsOnlyWhoReadsIt() { // U16
    assertThat(http.send("GET", "/api/q?%A0=%zz&").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
  void eachMethodRunsItsOwnFunction(String method) { // R28
    assertThat(http.send(method, "/m/every").header("X-Function")).contains(method);
  }

  @Test
  void headRunsGetAndHasTheLengthOfItsBody() { // R29
    RawHttp.Answer head = http.send("HEAD", "/long");

    assertThat(head.status()).isEqualTo(200);
    assertThat(head.header("Content-Length")).contains("70000");
    assertThat(head.body()).isEmpty();
    assertThat(http.send("HEAD", "/m/post").status()).isEqualTo(405);
  }

  // R31, R33, R34, U8
  @ParameterizedTest
  @CsvSource({
    "/api/q, 'GET, HEAD, OPTIONS', PUT",
    "/m/post, 'OPTIONS, POST', GET",
    "/m/both, 'GET, HEAD, OPTIONS, POST', PATCH",
  })
  void whatAFolderAllowsIsToldSorted(String path, String allow, String other) {
    RawHttp.Answer options =
        http.send("OPTIONS", path, "Origin: http://o", "Access-Control-Request-Method: GET");
    RawHttp.Answer refused = http.send(other, path);

    assertThat(options.status()).isEqualTo(204);
    assertThat(options.body()).isEmpty();
    assertThat(options.header("Allow")).contains(allow);
    assertThat(options.headers()).noneMatch(line -> line.startsWith("Access-Control"));
    assertThat(refused.status()).isEqualTo(405);
    assertThat(refused.header("Allow")).contains(allow);
    assertThat(refused.body()).contains(other + " is not allowed here; use one of " + allow);
  }

  @Test
  void anOwnOptionsFunctionReadsItsBody() { // R32
    RawHttp.Answer answer = http.sendBody("OPTIONS", "/m/text", "{}");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("own {}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PROPFIND", "QUERY", "TRACE", "CONNECTED", "get", "X-!#$%&'*+.^_`|~9"})
  void aMethodThatIsNoVerbIs405AndNeverAFailure(String method) { // R35
    RawHttp.Answer answer = http.sendBody(method, "/api/q", "body");

    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.header("Allow")).contains("GET, HEAD, OPTIONS");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET /api/q", "G@T / HTTP/1.1", " / HTTP/1.1", "GET  HTTP/1.1", "{}"})
  void whatIsNoRequestLineIs400(String line) { // R35
    RawHttp.Answer answer = http.raw(line + "\r\nHost: t\r\nConnection: close\r\n\r\n");

    assertThat(answer.status()).isIn(400, 505);
    assertThat(answer.header("Content-Type")).contains("application/json");
  }
}
