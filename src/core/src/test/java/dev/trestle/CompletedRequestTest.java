package dev.trestle;

import static dev.trestle.Served.begun;
import static dev.trestle.Served.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.spi.RouteDefinition;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What listeners are told of requests that are over. */
@Timeout(60)
class CompletedRequestTest {
  private static final BlockingQueue<CompletedRequest> told = new LinkedBlockingQueue<>();
  private static final CountDownLatch goOn = new CountDownLatch(1);

  @RegisterExtension
  static final Served http =
      Served.with(CompletedRequestTest::routes, app -> app.onRequest(told::add));

  private static List<RouteDefinition> routes() {
    return List.of(
        get("/users/{id}", call -> Response.text("one")),
        get(
            "/fails",
            call -> {
              throw HttpError.of(418, "no");
            }),
        get(
            "/stream",
            call ->
                begun(out -> {
                  goOn.await();
                  out.write('b');
                })));
  }

  @BeforeEach
  void forget() {
    told.clear();
  }

  @Test
  void theyAreToldTheRouteAndNotThePath() throws Exception {
    http.send("GET", "/users/secret?token=secret");

    CompletedRequest request = told.take();
    assertThat(request.method()).isEqualTo("GET");
    assertThat(request.route()).hasValue("/users/{id}");
    assertThat(request.status()).isEqualTo(200);
    assertThat(request.duration().isNegative()).isFalse();
    assertThat(request.toString()).doesNotContain("secret");
  }

  @Test
  void anErrorIsOfItsRoute() throws Exception {
    http.send("GET", "/fails");

    assertThat(told.take()).matches(it -> it.status() == 418 && it.route().isPresent());
  }

  @Test
  void whatNoFunctionAnswersHasNoRoute() throws Exception {
    assertThat(told("GET", "/nowhere/at/all", 404)).isEmpty();
    assertThat(told("PUT", "/users/1", 405)).isEmpty();
    assertThat(told("GET", "/users//1", 308)).isEmpty();
    assertThat(told("BREW", "/users/1", 405)).isEmpty();
  }

  private static Optional<String> told(String method, String target, int status)
      throws InterruptedException {
    http.send(method, target);
    CompletedRequest request = told.take();
    assertThat(request.method()).isEqualTo(method);
    assertThat(request.status()).isEqualTo(status);
    return request.route();
  }

  @Test
  void whatTheServerItselfRefusesIsToldToo() throws Exception {
    http.raw("GET /users/1 HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n");

    assertThat(told.take()).matches(it -> it.status() == 400 && it.route().isEmpty());
  }

  @Test
  void aStreamIsOverWithItsLastByte() throws Exception {
    try (RawConnection connection = http.connect()) {
      connection.send("GET /stream HTTP/1.1").head();
      assertThat(told).isEmpty();

      goOn.countDown();

      assertThat(told.take().route()).hasValue("/stream");
    }
  }

  @Test
  void aListenerThatFailsChangesNothingAndIsLoggedOnce() throws Exception {
    BlockingQueue<CompletedRequest> others = new LinkedBlockingQueue<>();
    try (LoggedErrors log = new LoggedErrors();
        Served app =
            Served.with(
                    CompletedRequestTest::routes,
                    own ->
                        own.onRequest(
                                it -> {
                                  throw new IllegalStateException("broken");
                                })
                            .onRequest(others::add))
                .start()) {
      for (int i = 0; i < 3; i++) {
        assertThat(app.send("GET", "/users/1").body()).isEqualTo("one");
        assertThat(others.take().status()).isEqualTo(200);
      }
      assertThat(log.text()).containsOnlyOnce("A listener of requests failed");
    }
  }
}
