package dev.trestle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.spi.RouteDefinition;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** U12: how an application ends what is under way, over raw sockets. */
@Timeout(30)
class ShutdownTest {
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final Duration SHORT = Duration.ofMillis(100);

  private final CountDownLatch released = new CountDownLatch(1);
  private final CountDownLatch never = new CountDownLatch(1);
  private final Semaphore entered = new Semaphore(0);
  private Trestle app;
  private Thread closing;

  @AfterEach
  void stop() throws InterruptedException {
    released.countDown();
    never.countDown();
    app.close();
    if (closing != null) {
      closing.join();
    }
  }

  private static TrestleBuilder builder(ShutdownTest test) {
    return Trestle.of(test::routes).port(0).stopWithin(LONG);
  }

  private List<RouteDefinition> routes() {
    return List.of(
        RouteDefinition.at("/quick", "Quick").on(Verb.GET, call -> Response.text("quick")),
        RouteDefinition.at("/held", "Held")
            .on(
                Verb.GET,
                call -> {
                  entered.release();
                  released.await();
                  return Response.text("whole");
                }),
        RouteDefinition.at("/never", "Never")
            .on(
                Verb.GET,
                call -> {
                  entered.release();
                  never.await();
                  return Response.text("late");
                }),
        RouteDefinition.at("/endless", "Endless")
            .on(
                Verb.GET,
                call ->
                    Response.stream(
                        "text/plain",
                        out -> {
                          out.write('a');
                          out.flush();
                          never.await();
                        })),
        RouteDefinition.at("/events", "Events")
            .on(Verb.GET, call -> Response.events(events -> never.await())),
        RouteDefinition.at("/leaves", "Leaves")
            .on(
                Verb.GET,
                call -> {
                  call.after()
                      .run(() -> {
                        entered.release();
                        never.await();
                      });
                  return Response.noContent();
                }));
  }

  private void close() {
    closing = Thread.ofVirtual().start(app::close);
  }

  @Test
  void readinessFlipsWhileRequestsAreStillTaken() throws Exception {
    app = builder(this).readiness("/readyz", LONG).start();
    RawHttp http = new RawHttp(app.port());
    RawHttp.Answer before = http.send("GET", "/readyz");
    assertThat(before.status()).isEqualTo(200);
    assertThat(before.body()).isEqualTo("ready");
    assertThat(before.header("Cache-Control")).hasValue("no-store");

    close();

    while (http.send("GET", "/readyz").status() != 503) {
      Thread.onSpinWait();
    }
    assertThat(http.send("GET", "/readyz").body()).isEqualTo("stopping");
    assertThat(http.send("GET", "/quick").body()).isEqualTo("quick");
    closing.interrupt();
    closing.join();
  }

  @Test
  void aReadinessThatIsNoPathOrSomebodysRouteIsRefused() {
    app = builder(this).start();
    assertThatThrownBy(() -> builder(this).readiness("readyz", Duration.ZERO))
        .hasMessage("readiness is 'readyz'; it must begin with a slash");
    assertThatThrownBy(() -> builder(this).readiness("/readyz", Duration.ofMillis(-1)))
        .hasMessage("notice is PT-0.001S; it must not be negative");
    assertThatThrownBy(() -> builder(this).readiness("/quick", Duration.ZERO).start())
        .hasMessageContaining("Quick")
        .hasMessageContaining("TrestleBuilder.readiness");
    assertThatThrownBy(() -> builder(this).stopWithin(Duration.ofMillis(-1)))
        .hasMessage("stopWithin is PT-0.001S; it must not be negative");
  }

  @Test
  void idleConnectionsAreClosedAndAnswersUnderWaySayThatTheyAreTheLast() throws Exception {
    app = builder(this).start();
    try (RawConnection idle = new RawConnection(app.port());
        RawConnection silent = new RawConnection(app.port());
        RawConnection busy = new RawConnection(app.port())) {
      assertThat(idle.send("GET /quick HTTP/1.1").answer().body()).isEqualTo("quick");
      busy.send("GET /held HTTP/1.1");
      entered.acquire();

      close();

      assertThat(idle.rest()).isEmpty();
      assertThat(silent.rest()).isEmpty();
      released.countDown();
      RawHttp.Answer last = busy.answer();
      assertThat(last.body()).isEqualTo("whole");
      assertThat(last.header("Connection")).hasValue("close");
      closing.join();
    }
  }

  @Test
  void streamsOfEventsAreEndedAtOnce() throws Exception {
    app = builder(this).start();
    try (RawConnection connection = new RawConnection(app.port())) {
      connection.send("GET /events HTTP/1.1").head();

      app.close();

      assertThat(new String(connection.chunks(), UTF_8)).isEmpty();
    }
  }

  @Test
  void whatIsLeftAtTheDeadlineIsCancelled() throws Exception {
    app = builder(this).stopWithin(SHORT).start();
    try (LoggedErrors log = new LoggedErrors();
        RawConnection waiting = new RawConnection(app.port());
        RawConnection reading = new RawConnection(app.port())) {
      waiting.send("GET /never HTTP/1.1");
      entered.acquire();
      reading.send("GET /endless HTTP/1.1").head();
      assertThat(reading.chunkText()).isEqualTo("a");

      app.close();

      RawHttp.Answer answer = waiting.answer();
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.header("Retry-After")).hasValue("1");
      assertThat(answer.body()).contains("The server is stopping; try again");
      assertThatThrownBy(reading::chunk).isInstanceOf(IOException.class);
      assertThat(log.text())
          .contains("GET /never", "GET /endless", "was ended because the server stops")
          .doesNotContain("Stopped with");
    }
  }

  @Test
  void tasksThatDoNotEndInTimeAreToldOf() throws Exception {
    app = builder(this).stopWithin(SHORT).start();
    try (LoggedErrors log = new LoggedErrors()) {
      new RawHttp(app.port()).send("GET", "/leaves");
      entered.acquire();

      app.close();

      assertThat(log.text())
          .contains("Stopped with 0 requests and the tasks of 1 others under way");
    }
  }
}
