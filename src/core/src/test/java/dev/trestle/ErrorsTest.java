package dev.trestle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.spi.RouteDefinition;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Errors and control flow over a raw socket: R14, R79, R81, R83; U6, U7. */
class ErrorsTest {
  private static final String PROBLEM = "application/problem+json";
  private static final Queue<Failure> FAILURES = new ConcurrentLinkedQueue<>();

  @RegisterExtension
  static final Served http = Served.with(ErrorsTest::routes, app -> app.onFailure(FAILURES::add));

  private static List<RouteDefinition> routes() {
    return List.of(
        RouteDefinition.at("/r/{kind}", "Kinds")
            .on(Verb.GET, call -> answer(call.request().variable("kind")))
            .on(Verb.POST, call -> answer(call.request().variable("kind"))));
  }

  private static Response answer(String kind) throws Exception {
    return switch (kind) {
      case "thrown-text" -> throw Response.text("thrown").withStatus(202).thrown();
      case "task" -> CompletableFuture.supplyAsync(ErrorsTest::missing).get();
      case "own-500" -> Response.text("mine").withStatus(500);
      case "checked" -> throw new Exception("secret");
      case "error" -> throw new AssertionError("secret");
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
      default -> Response.noContent();
    };
  }

  private static Response missing() {
    throw HttpError.notFound("Not there");
  }

  @BeforeEach
  void forget() {
    FAILURES.clear();
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
        ";|false",
        ";;, application/problem+json|true",
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
}
