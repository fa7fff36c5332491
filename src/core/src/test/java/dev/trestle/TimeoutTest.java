package dev.trestle;

import static dev.trestle.Served.begun;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.spi.Handler;
import dev.trestle.spi.Policy;
import dev.trestle.spi.RouteDefinition;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** R116: requests that take longer than their policy allows. */
class TimeoutTest {
  private static final Duration SHORT = Duration.ofMillis(150);

  private final CountDownLatch never = new CountDownLatch(1);
  private final BlockingQueue<String> done = new LinkedBlockingQueue<>();
  @RegisterExtension final Served http = Served.with(this::routes);

  @AfterEach
  void release() {
    never.countDown();
  }

  private List<RouteDefinition> routes() {
    return List.of(
        limited(
            "/waits",
            call -> {
              never.await();
              return Response.text("late");
            }),
        limited(
            "/busy",
            call -> {
              long end = System.nanoTime() + SHORT.multipliedBy(3).toNanos();
              while (System.nanoTime() < end) {
                Thread.onSpinWait();
              }
              call.after().run(() -> done.add("after"));
              return Response.text("late").withHeader("X-Late", "yes");
            }),
        limited(
            "/swallows",
            call -> {
              try {
                never.await();
              } catch (InterruptedException e) {
                done.add("interrupted");
              }
              never.await(50, TimeUnit.MILLISECONDS);
              return Response.text("late");
            }),
        limited("/reads", call -> Response.text(call.request().text())),
        limited("/stream", call -> begun(out -> never.await())),
        limited(
            "/unbegun",
            call ->
                Response.stream(
                    "text/plain",
                    out -> {
                      out.write('a');
                      never.await();
                    })),
        RouteDefinition.at("/quick", "/quick")
            .on(
                Verb.GET,
                call -> Response.text("in time"),
                Policy.none().withTimeout(Duration.ofSeconds(10))));
  }

  private static RouteDefinition limited(String path, Handler handler) {
    Policy policy = Policy.none().withTimeout(SHORT);
    return RouteDefinition.at(path, path)
        .on(Verb.GET, handler, policy)
        .on(Verb.POST, handler, policy);
  }

  private void isRefused(RawHttp.Answer answer) {
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.header("Retry-After")).hasValue("1");
    assertThat(answer.body()).contains("This took too long; try again later");
  }

  @Test
  void aFunctionThatWaitsIsInterruptedAndAnswered503() {
    try (LoggedErrors log = new LoggedErrors()) {
      isRefused(http.send("GET", "/waits", "X-Request-Id: ours-1"));

      assertThat(log.text())
          .contains("GET /waits [ours-1] took longer than its timeout, and was ended")
          .doesNotContain("InterruptedException");
    }
  }

  @Test
  void theLateAnswerOfAFunctionThatNeverWaitsIsReplaced() throws Exception {
    RawHttp.Answer answer = http.send("GET", "/busy");

    isRefused(answer);
    assertThat(answer.header("X-Late")).isEmpty();
    assertThat(done.poll(60, TimeUnit.SECONDS)).isEqualTo("after");
  }

  @Test
  void theLateAnswerOfAFunctionThatPassesOverItsInterruptIsReplaced() throws Exception {
    isRefused(http.send("GET", "/swallows"));
    assertThat(done.poll(60, TimeUnit.SECONDS)).isEqualTo("interrupted");
  }

  @Test
  void theTimeIncludesReadingTheBody() {
    isRefused(http.raw("POST /reads HTTP/1.1\r\nHost: test\r\nContent-Length: 10\r\n\r\nhalf"));
  }

  @Test
  void aStreamThatHasNotBegunIsAnswered503() {
    isRefused(http.send("GET", "/unbegun"));
  }

  @Test
  void aStreamThatHasBegunIsBrokenOff() throws Exception {
    try (LoggedErrors log = new LoggedErrors();
        RawConnection connection = http.connect()) {
      connection.send("GET /stream HTTP/1.1").head();
      assertThat(connection.chunkText()).isEqualTo("a");

      assertThatThrownBy(connection::chunk).isInstanceOf(IOException.class);
      assertThat(log.text()).contains("GET /stream", "took longer than its timeout");
    }
  }

  @Test
  void whatIsInTimeIsLeftAlone() throws Exception {
    try (RawConnection connection = http.connect()) {
      for (int i = 0; i < 100; i++) {
        assertThat(connection.send("GET /quick HTTP/1.1").head().status()).isEqualTo(200);
        assertThat(new String(connection.bytes(7), UTF_8)).isEqualTo("in time");
      }
    }
  }
}
