package dev.trestle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.spi.RouteDefinition;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Errors and control flow over a raw socket: R14, R53 to R55, R60, R61, R79, R81, R83; U5 to U7.
 */
class ErrorsTest {
  private static final String PROBLEM = "application/problem+json";
  private static final Queue<Failure> FAILURES = new ConcurrentLinkedQueue<>();

  private static Trestle app;
  private static RawHttp http;

  @BeforeAll
  static void start() {
    app =
        Trestle.of(ErrorsTest::routes)
            .port(0)
            .errors(IOException.class, e -> HttpError.of(503, "Try later"))
            .errors(FileNotFoundException.class, e -> HttpError.notFound("No such file"))
            .errors(
                ArithmeticException.class,
                e -> {
                  throw Response.text("own").withStatus(422).thrown();
                })
            .errors(
                ClassCastException.class,
                e -> {
                  throw new IllegalStateException("the mapping is broken");
                })
            .onFailure(FAILURES::add)
            .onFailure(ErrorsTest::breakOff)
            .start();
    http = new RawHttp(app.port());
  }

  @AfterAll
  static void stop() {
    app.close();
  }

  @BeforeEach
  void forget() {
    FAILURES.clear();
  }

  private static List<RouteDefinition> routes() {
    return List.of(
        RouteDefinition.at("/r/{kind}", "Kinds")
            .on(Verb.GET, call -> answer(call.request().variable("kind")))
            .on(Verb.POST, call -> answer(call.request().variable("kind"))));
  }

  private static Response answer(String kind) throws Exception {
    return switch (kind) {
      case "redirect" -> Response.redirect("/x?y=é").withStatus(307);
      case "thrown-redirect" -> throw Response.redirect("/x").thrown();
      case "thrown-permanent" -> throw Response.permanentRedirect("/x").thrown();
      case "thrown-text" -> throw Response.text("thrown").withStatus(202).thrown();
      case "task" -> CompletableFuture.supplyAsync(ErrorsTest::missing).get();
      case "own-500" -> Response.text("mine").withStatus(500);
      case "checked" -> throw new Exception("secret");
      case "error" -> throw new AssertionError("secret");
      case "io" -> throw new IOException("secret");
      case "file" -> throw new FileNotFoundException("secret");
      case "own" -> throw new ArithmeticException("secret");
      case "bad-mapping" -> throw new ClassCastException("secret");
      case "null" -> null;
      case "401" -> throw HttpError.unauthorized("Log in").withHeader("WWW-Authenticate", "Basic");
      case "403" -> throw HttpError.forbidden("Not yours");
      case "404" -> throw HttpError.notFound("No such kind");
      case "late" ->
          Response.stream(
              "text/plain",
              out -> {
                out.write(new byte[100_000]);
                throw new IllegalStateException("secret");
              });
      case "json" -> Response.json(java.util.Map.of("u", "é"));
      case "own-type" -> Response.json(1).withHeader("Content-Type", "application/vnd.x+json");
      case "json-null" -> Response.json(null);
      case "text" -> Response.text("é");
      case "empty-text" -> Response.text("");
      case "bytes" -> Response.bytes("", new byte[] {'b'});
      case "none" -> Response.empty(200);
      default -> Response.noContent();
    };
  }

  private static void breakOff(Failure failure) {
    if (failure.path().equals("/r/bad-mapping")) {
      throw new IllegalStateException("the listener is broken");
    }
  }

  private static Response missing() {
    throw HttpError.notFound("Not there");
  }

  @ParameterizedTest // R60
  @CsvSource({"thrown-redirect, 307", "thrown-permanent, 308", "redirect, 307"})
  void aRedirectIsTheSameThrownOrReturned(String kind, int status) {
    RawHttp.Answer answer = http.send("GET", "/r/" + kind);

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.header("Location").orElseThrow()).startsWith("/x");
    assertThat(answer.body()).isEmpty();
    assertThat(FAILURES).isEmpty();
  }

  @ParameterizedTest // R61
  @CsvSource({
    "application/x-www-form-urlencoded, 303",
    "multipart/form-data; boundary=x, 303",
    "Multipart/Form-Data; boundary=x, 303",
    "application/json, 307",
    "text/plain, 307",
  })
  void aFormIsNotPostedOnceMore(String type, int status) {
    String header = "Content-Type: " + type;

    assertThat(http.sendBody("POST", "/r/redirect", "x", header).status()).isEqualTo(status);
    assertThat(http.sendBody("POST", "/r/thrown-redirect", "x", header).status()).isEqualTo(status);
    assertThat(http.sendBody("POST", "/r/thrown-permanent", "x", header).status()).isEqualTo(308);
  }

  @Test // U7
  void aThrownAnswerIsNoFailureAlsoFromAnotherThread() {
    try (LoggedErrors log = new LoggedErrors()) {
      assertThat(http.send("GET", "/r/thrown-text").body()).isEqualTo("thrown");
      RawHttp.Answer task = http.send("GET", "/r/task");
      assertThat(task.status()).isEqualTo(404);
      assertThat(task.body()).isEqualTo("{\"error\":\"Not there\"}");

      assertThat(log.text()).isEmpty();
    }
    assertThat(FAILURES).isEmpty();
  }

  @ParameterizedTest // R81
  @CsvSource({"401, Log in", "403, Not yours", "404, No such kind"})
  void aThrownErrorHasTheBodyOfErrors(int status, String message) {
    RawHttp.Answer answer = http.send("GET", "/r/" + status);

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.body()).isEqualTo("{\"error\":\"" + message + "\"}");
    assertThat(http.send("HEAD", "/r/" + status).body()).isEmpty();
    assertThat(FAILURES).isEmpty();
  }

  @ParameterizedTest // R79
  @ValueSource(strings = {"checked", "error", "null"})
  void anUncaughtFailureTellsNothingAndIsReportedOnce(String kind) {
    for (String method : List.of("GET", "HEAD")) {
      FAILURES.clear();
      RawHttp.Answer answer =
          http.send(method, "/r/" + kind + "?q=1", "X-Request-Id: r1", "Cookie: a=1", "X-A: b");

      assertThat(answer.status()).isEqualTo(500);
      if (method.equals("GET")) {
        assertThat(answer.body())
            .isEqualTo("{\"error\":\"Internal server error\",\"requestId\":\"r1\"}");
      } else {
        assertThat(answer.body()).isEmpty();
        assertThat(answer.header("Content-Length")).contains("50");
      }
      Failure failure = FAILURES.remove();
      assertThat(FAILURES).isEmpty();
      assertThat(failure.requestId()).isEqualTo("r1");
      assertThat(failure.method()).isEqualTo(method);
      assertThat(failure.path()).isEqualTo("/r/" + kind + "?q=1");
      assertThat(failure.route()).contains("/r/{kind}");
      assertThat(failure.headers()).containsEntry("x-a", List.of("b")).doesNotContainKey("cookie");
    }
  }

  @Test // R79
  void aReturned500IsAnAnswerAndNoFailure() {
    RawHttp.Answer answer = http.send("GET", "/r/own-500");

    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.body()).isEqualTo("mine");
    assertThat(FAILURES).isEmpty();
  }

  @Test // R70
  void nullIsNoAnswerAndTheLogSaysWhatToWrite() {
    try (LoggedErrors log = new LoggedErrors()) {
      http.send("GET", "/r/null");

      assertThat(log.text())
          .contains("GET /r/null")
          .contains("The function returned null; return Response.noContent()");
    }
  }

  @Test // R83
  void anAnswerThatIsBrokenOffIsReportedToo() {
    http.send("GET", "/r/late");

    assertThat(FAILURES)
        .singleElement()
        .extracting(f -> f.cause().getMessage())
        .isEqualTo("secret");
  }

  @Test // U5
  void theMappingOfTheClassGoesBeforeThatOfTheOneAbove() {
    assertThat(http.send("GET", "/r/file").body()).isEqualTo("{\"error\":\"No such file\"}");
    assertThat(FAILURES).isEmpty();

    RawHttp.Answer above = http.send("GET", "/r/io", "X-Request-Id: r2");

    assertThat(above.status()).isEqualTo(503);
    assertThat(above.body()).isEqualTo("{\"error\":\"Try later\",\"requestId\":\"r2\"}");
    assertThat(FAILURES).singleElement().extracting(Failure::cause).isInstanceOf(IOException.class);
  }

  @Test // U5
  void aMappingMayAnswerWithWhateverItThrows() {
    RawHttp.Answer answer = http.send("GET", "/r/own");

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.body()).isEqualTo("own");
  }

  @Test
  void aMappingThatFailsIsLoggedAndAnsweredWith500() {
    try (LoggedErrors log = new LoggedErrors()) {
      RawHttp.Answer answer = http.send("GET", "/r/bad-mapping", "X-Request-Id: r3");

      assertThat(answer.status()).isEqualTo(500);
      assertThat(answer.body())
          .isEqualTo("{\"error\":\"Internal server error\",\"requestId\":\"r3\"}");
      assertThat(log.text())
          .contains("the mapping is broken")
          .contains("Suppressed: java.lang.ClassCastException: secret")
          .contains("a listener of failures failed");
    }
    assertThat(FAILURES).hasSize(1);
  }

  private static final class OutOfStock extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private static Response guarded(Request request) {
    if (request.header("Authorization").isEmpty()) {
      throw Response.seeOther("/login").thrown();
    }
    throw new OutOfStock();
  }

  @Test
  void whatAnApplicationSaysOnceHoldsForAllItsRoutes() {
    Queue<String> alerts = new ConcurrentLinkedQueue<>();
    RouteDefinition guarded =
        RouteDefinition.at("/", "Root").on(Verb.GET, call -> guarded(call.request()));
    try (Trestle shop =
        Trestle.of(() -> List.of(guarded))
            .port(0)
            .errors(OutOfStock.class, e -> HttpError.conflict("Sold out"))
            .onFailure(failure -> alerts.add(failure.method() + " " + failure.route()))
            .start()) {
      RawHttp shopper = new RawHttp(shop.port());

      assertThat(shopper.send("GET", "/").header("Location")).contains("/login");
      assertThat(shopper.send("GET", "/", "Authorization: me").body())
          .isEqualTo("{\"error\":\"Sold out\"}");
    }
    assertThat(alerts).isEmpty();
  }

  @Test
  void aClassIsMappedOnce() {
    TrestleBuilder builder =
        Trestle.of(List::of).errors(IOException.class, e -> HttpError.badRequest("x"));

    assertThatThrownBy(() -> builder.errors(IOException.class, e -> HttpError.conflict("x")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("errors(java.io.IOException) is given twice");
    assertThatThrownBy(() -> builder.errors(ThrownResponse.class, e -> HttpError.conflict("x")))
        .hasMessage("A ThrownResponse is the answer; it cannot be mapped");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /r/404 HTTP/1.1\r\nHost: t",
        "GET /nowhere HTTP/1.1\r\nHost: t",
        "PUT /r/x HTTP/1.1\r\nHost: t",
        "GET /r/%zz HTTP/1.1\r\nHost: t",
        "GET /\u0001 HTTP/1.1\r\nHost: t",
        "GET / HTTP/1.1\r\nHost: t\r\nX: LONG",
        "nonsense",
      })
  void oneMappingChangesAllErrors(String request) {
    try (Trestle own =
        Trestle.of(ErrorsTest::routes)
            .port(0)
            .errors(
                HttpError.class,
                e -> {
                  throw Response.text("own " + e.status()).withStatus(e.status()).thrown();
                })
            .start()) {
      RawHttp.Answer answer =
          new RawHttp(own.port())
              .raw(request.replace("LONG", "x".repeat(20_000)) + "\r\nConnection: close\r\n\r\n");

      assertThat(answer.body()).isEqualTo("own " + answer.status());
      assertThat(answer.header("Content-Type").orElseThrow())
          .isEqualToIgnoringCase("text/plain;charset=UTF-8");
    }
  }

  @ParameterizedTest // R14, R79, U6
  @CsvSource(
      delimiter = '|',
      value = {
        "application/problem+json|true",
        "APPLICATION/Problem+JSON ; q=0.4 , text/html|true",
        "application/json, application/problem+json|true",
        "application/problem+json, */*|true",
        "application/json;q=0, application/*|true",
        "application/problem+json;q=0|false",
        "application/problem+json;q=0, */*|false",
        "application/problem+json;q=0.5, application/json|false",
        "application/problem+json;q=0.5, */*;q=0.6|false",
        "application/problem+json;q=x, */*|false",
        "application/problem+jsonx|false",
        "application/*|false",
        "*/*|false",
        "text/html|false",
        ",;=,|false",
      })
  void theBodyOfAnErrorIsWhatTheClientWantsMost(String accept, boolean problem) {
    String type = problem ? PROBLEM : "application/json";
    String header = "Accept: " + accept;

    for (String target : List.of("/r/404", "/r/checked", "/nowhere")) {
      assertThat(http.send("GET", target, header).header("Content-Type")).contains(type);
    }
    assertThat(http.send("PUT", "/r/x", header).header("Content-Type")).contains(type);
  }

  @ParameterizedTest
  @CsvSource({
    "'GET / HTTP/9.9', 505",
    "'GET /x\u0001 HTTP/1.1', 400",
    "'nonsense', 400",
    "'GET / HTTP/1.1\r\nBad Header: x', 400",
    "'GET / HTTP/1.1\r\nContent-Length: x', 400",
    "'GET / HTTP/1.1\r\nHost: a\r\nHost: b', 400",
  })
  void whatJettyRefusesTellsNothingOfItself(String start, int status) {
    RawHttp.Answer answer =
        http.raw(start + "\r\nAccept: " + PROBLEM + "\r\nConnection: close\r\n\r\n");

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.header("Content-Type").orElseThrow())
        .matches("application/(problem\\+)?json");
    assertThat(answer.header("X-Request-Id")).isPresent();
    assertThat(answer.body()).doesNotContain("jetty").doesNotContain("Exception");
    assertThat(FAILURES).isEmpty();
  }

  @Test
  void aHeadThatJettyRefusesHasNoBody() {
    RawHttp.Answer answer =
        http.raw(
            "HEAD / HTTP/1.1\r\nHost: t\r\nX: "
                + "x".repeat(20_000)
                + "\r\nConnection: close\r\n\r\n");

    assertThat(answer.status()).isEqualTo(431);
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
        "empty-text|text/plain;charset=UTF-8|''",
        "bytes|''|b",
        "none|''|''",
      })
  void eachBodyHasItsTypeAndNoOther(String kind, String type, String body) {
    RawHttp.Answer answer = http.send("GET", "/r/" + kind);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type").orElse("")).isEqualToIgnoringCase(type);
    assertThat(answer.body()).isEqualTo(body);
  }

  @Test // R55
  void anAnswerThatCannotBeSentIsRefusedWhereItIsMade() {
    assertThatThrownBy(() -> Response.text("x").withStatus(204))
        .hasMessage("Status 204 has no body; use Response.empty(204)");
    assertThatThrownBy(() -> Response.empty(999)).hasMessageContaining("use one of 200 to 599");
    assertThatThrownBy(() -> Response.empty(101)).hasMessageContaining("use one of 200 to 599");
    assertThat(http.send("GET", "/r/else").headers())
        .noneMatch(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith("content-"));
  }
}
