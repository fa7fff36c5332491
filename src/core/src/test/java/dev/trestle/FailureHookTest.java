package dev.trestle;

import static dev.trestle.Served.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.spi.RouteDefinition;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** R79, R83, U5: who is told of a failure that comes late or from another thread. */
class FailureHookTest {
  private final BlockingQueue<Failure> failures = new LinkedBlockingQueue<>();

  @RegisterExtension
  final Served http = Served.with(FailureHookTest::routes, app -> app.onFailure(failures::add));

  private static List<RouteDefinition> routes() {
    return List.of(
        get(
            "/tasks/{id}",
            call -> {
              call.after()
                  .run(() -> {
                    throw new IllegalStateException("no mail server");
                  });
              return Response.noContent();
            }),
        get(
            "/async",
            call ->
                CompletableFuture.<Response>supplyAsync(
                        () -> {
                          throw new IllegalStateException("secret");
                        })
                    .get()));
  }

  @Test
  void aTaskThatFailsIsToldOfWithItsRequestWithoutTheHeaders() throws Exception {
    RawHttp.Answer answer = http.send("GET", "/tasks/7?q=1", "X-Request-Id: r1", "X-A: b");

    Failure failure = failures.poll(60, TimeUnit.SECONDS);
    assertThat(answer.status()).isEqualTo(204);
    assertThat(failure.cause()).hasMessage("no mail server");
    assertThat(failure.requestId()).isEqualTo("r1");
    assertThat(failure.method()).isEqualTo("GET");
    assertThat(failure.path()).isEqualTo("/tasks/7?q=1");
    assertThat(failure.route()).isEqualTo(Optional.of("/tasks/{id}"));
    assertThat(failure.headers()).isEmpty();
    http.close();
    assertThat(failures).isEmpty();
  }

  @Test
  void whatFailsOnAnotherThreadIsAnsweredAndToldOfLikeAnythingElse() {
    RawHttp.Answer answer = http.send("GET", "/async", "X-Request-Id: r2");

    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.body())
        .isEqualTo("{\"error\":\"Internal server error\",\"requestId\":\"r2\"}");
    assertThat(failures).singleElement().extracting(Failure::requestId).isEqualTo("r2");
  }
}
