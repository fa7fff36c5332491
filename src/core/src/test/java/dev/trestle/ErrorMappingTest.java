package dev.trestle;

import static dev.trestle.Served.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.spi.RouteDefinition;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** U5: what an application says about its exceptions in one place. */
class ErrorMappingTest {
  private static final Queue<Failure> FAILURES = new ConcurrentLinkedQueue<>();

  @RegisterExtension
  static final Served http =
      Served.with(
          ErrorMappingTest::routes,
          app ->
              app.errors(IOException.class, e -> HttpError.of(503, "Try later"))
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
                  .onFailure(ErrorMappingTest::breakOff));

  private static List<RouteDefinition> routes() {
    return List.of(
        RouteDefinition.at("/r/{kind}", "Kinds")
            .on(Verb.GET, call -> answer(call.request().variable("kind")))
            .on(Verb.POST, call -> answer(call.request().variable("kind"))));
  }

  private static Response answer(String kind) throws Exception {
    return switch (kind) {
      case "io" -> throw new IOException("secret");
      case "file" -> throw new FileNotFoundException("secret");
      case "own" -> throw new ArithmeticException("secret");
      case "bad-mapping" -> throw new ClassCastException("secret");
      case "404" -> throw HttpError.notFound("No such kind");
      default -> Response.noContent();
    };
  }

  private static void breakOff(Failure failure) {
    if (failure.path().equals("/r/bad-mapping")) {
      throw new IllegalStateException("the listener is broken");
    }
  }

  @BeforeEach
  void forget() {
    FAILURES.clear();
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
    RouteDefinition guarded = get("/", call -> guarded(call.request()));
    try (Served shop =
        Served.with(
                () -> List.of(guarded),
                app ->
                    app.errors(OutOfStock.class, e -> HttpError.conflict("Sold out"))
                        .onFailure(failure -> alerts.add(failure.method() + " " + failure.route())))
            .start()) {
      assertThat(shop.send("GET", "/").header("Location")).contains("/login");
      assertThat(shop.send("GET", "/", "Authorization: me").body())
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
    try (Served own =
        Served.with(
                ErrorMappingTest::routes,
                app ->
                    app.errors(
                        HttpError.class,
                        e -> {
                          throw Response.text("own " + e.status()).withStatus(e.status()).thrown();
                        }))
            .start()) {
      RawHttp.Answer answer =
          own.raw(request.replace("LONG", "x".repeat(20_000)) + "\r\nConnection: close\r\n\r\n");

      assertThat(answer.body()).isEqualTo("own " + answer.status());
      assertThat(answer.header("Content-Type").orElseThrow())
          .isEqualToIgnoringCase("text/plain;charset=UTF-8");
    }
  }
}
