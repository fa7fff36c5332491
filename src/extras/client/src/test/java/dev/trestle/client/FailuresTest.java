package dev.trestle.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.UncheckedIOException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.core.type.TypeReference;

/** Answers that are errors, and connections that fail. */
class FailuresTest {
  private static final TypeReference<Balance> BALANCE = new TypeReference<>() {};

  record Balance(long amount) {}

  @RegisterExtension final Server server = new Server();

  private ClientException refused(String path) {
    return catchThrowableOfType(
        ClientException.class,
        () -> server.client().call("POST", path).variable("id", "secret").json(BALANCE));
  }

  @Test
  void anErrorNamesTheRouteAndWhatTheServiceSaysButNoValues() {
    server.answers(400, "application/json", "{\"error\":\"Insufficient funds\"}");

    ClientException e = refused("/accounts/{id}");

    assertThat(e).hasMessage("POST /accounts/{id} answered 400: Insufficient funds");
    assertThat(e.status()).isEqualTo(400);
    assertThat(e.error()).isEqualTo("Insufficient funds");
    assertThat(e.fields()).isEmpty();
    assertThat(e.requestId()).isEmpty();
    assertThat(e.retryAfter()).isEmpty();
  }

  @Test
  void anErrorTellsWhatIsWrongWithWhichComponent() {
    server.answers(
        400, "application/json", "{\"error\":\"Invalid\",\"fields\":{\"amount\":\"is required\"}}");

    assertThat(refused("/").fields()).isEqualTo(Map.of("amount", "is required"));
  }

  @Test
  void anErrorTellsWhenToAskAgainAndHowItIsNamedInTheLog() {
    server.answers(
        503,
        "application/problem+json",
        "{\"detail\":\"Too busy\",\"requestId\":\"r7\",\"amount\":3}",
        "Retry-After",
        "30");

    ClientException e = refused("/");

    assertThat(e.error()).isEqualTo("Too busy");
    assertThat(e.retryAfter()).contains(Duration.ofSeconds(30));
    assertThat(e.requestId()).contains("r7");
    assertThat(e.body(Balance.class)).contains(new Balance(3));
  }

  @Test
  void aDateThatIsOverIsNoTimeToWait() {
    server.answers(503, "text/html", "x", "Retry-After", "Wed, 21 Oct 2015 07:28:00 GMT");

    assertThat(refused("/").retryAfter()).contains(Duration.ZERO);
  }

  @Test
  void ofAnEndlessErrorOnlyTheBeginningIsRead() {
    byte[] part = "<html>".repeat(10_000).getBytes();
    server.answers(exchange -> {
      Server.begin(exchange, 502, "text/html");
      while (true) {
        exchange.getResponseBody().write(part);
      }
    });

    assertThat(refused("/")).hasMessage("POST / answered 502: a body of text/html");
  }

  @Test
  void aPageInPlaceOfJsonIsNotTakenForAnAnswer() {
    server.answers(200, "text/html", "<html>Log in</html>");

    assertThat(refused("/"))
        .hasMessage(
            "POST / answered 200 with text/html where application/json was expected; is the"
                + " address right?");
  }

  @Test
  void jsonOfAnotherShapeSaysWhatItIsNot() {
    server.answers(200, "application/json", "{\"amount\":\"many\"}");

    assertThat(refused("/"))
        .hasMessageStartingWith("POST / answered 200 with what is no ")
        .hasMessageContaining("Balance");
  }

  @Test
  void aPageThatIsNotFoundIsNoAnswerThatNothingIsThere() {
    server.answers(404, "text/html", "<html>");

    assertThat(
            catchThrowableOfType(
                ClientException.class, () -> server.client().call("GET", "/").optional(BALANCE)))
        .hasMessage("GET / answered 404: a body of text/html");
  }

  @Test
  void aRedirectIsNotFollowed() {
    server.answers(302, "text/plain", "", "Location", "http://elsewhere.example");

    ClientException e = refused("/");

    assertThat(e.status()).isEqualTo(302);
    assertThat(e.header("location")).contains("http://elsewhere.example");
  }

  @Test
  void aServiceThatIsNotThereIsNamedWithTheRoute() {
    Client nobody = Client.to("http://127.0.0.1:1");

    UncheckedIOException e =
        catchThrowableOfType(UncheckedIOException.class, () -> nobody.call("GET", "/users").none());

    assertThat(e).hasMessageStartingWith("GET /users failed: ");
  }

  @Test
  void anAnswerThatIsNotWholeInTimeFails() {
    CountDownLatch over = new CountDownLatch(1);
    server.answers(exchange -> {
      Server.begin(exchange, 200, "application/json");
      exchange.getResponseBody().write("{\"amo".getBytes());
      exchange.getResponseBody().flush();
      over.await();
    });
    Client client = server.client().withTimeout(Duration.ofMillis(300));

    UncheckedIOException e =
        catchThrowableOfType(
            UncheckedIOException.class, () -> client.call("GET", "/").json(BALANCE));
    over.countDown();

    assertThat(e)
        .hasMessage("GET / failed: the answer was not there within 300 ms")
        .hasCauseInstanceOf(HttpTimeoutException.class);
  }

  @Test
  void aThreadThatIsInterruptedStaysSo() throws Exception {
    CountDownLatch came = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    server.answers(exchange -> {
      came.countDown();
      over.await();
    });
    FutureTask<Boolean> call =
        new FutureTask<>(() -> {
          UncheckedIOException e =
              catchThrowableOfType(
                  UncheckedIOException.class, () -> server.client().call("GET", "/").none());
          assertThat(e).hasMessage("GET / failed: the thread was interrupted");
          return Thread.currentThread().isInterrupted();
        });
    Thread caller = Thread.ofVirtual().start(call);
    came.await();
    caller.interrupt();

    assertThat(call.get()).isTrue();
    over.countDown();
  }
}
