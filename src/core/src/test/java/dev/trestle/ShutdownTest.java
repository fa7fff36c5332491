package dev.trestle;

import static dev.trestle.Served.begun;
import static dev.trestle.Served.get;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.spi.RouteDefinition;
import java.io.IOException;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** U12: how an application ends what is under way, over raw sockets. */
@Timeout(120)
class ShutdownTest {
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final Duration SHORT = Duration.ofMillis(100);

  private final CountDownLatch released = new CountDownLatch(1);
  private final CountDownLatch never = new CountDownLatch(1);
  private final Semaphore entered = new Semaphore(0);
  private Served app = Served.with(this::routes);
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

  private Served serve(UnaryOperator<TrestleBuilder> settings) {
    return Served.with(this::routes, app -> settings.apply(app.stopWithin(LONG))).start();
  }

  private List<RouteDefinition> routes() {
    return List.of(
        RouteDefinition.at("/quick", "Quick").on(Verb.GET, call -> Response.text("quick")),
        get(
            "/held",
            call -> {
              entered.release();
              released.await();
              return Response.text("whole");
            }),
        get(
            "/never",
            call -> {
              entered.release();
              never.await();
              return Response.text("late");
            }),
        get("/endless", call -> begun(out -> never.await())),
        get("/events", call -> Response.events(events -> never.await())),
        get(
            "/leaves",
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
    app = serve(own -> own.readiness("/readyz", LONG));
    RawHttp.Answer before = app.send("GET", "/readyz");
    assertThat(before.status()).isEqualTo(200);
    assertThat(before.body()).isEqualTo("ready");
    assertThat(before.header("Cache-Control")).hasValue("no-store");

    close();

    while (app.send("GET", "/readyz").status() != 503) {
      Thread.onSpinWait();
    }
    assertThat(app.send("GET", "/readyz").body()).isEqualTo("stopping");
    assertThat(app.send("GET", "/quick").body()).isEqualTo("quick");
    closing.interrupt();
    closing.join();
  }

  @Test
  void aReadinessThatIsNoPathOrSomebodysRouteIsRefused() {
    TrestleBuilder builder = Trestle.of(this::routes).port(0);
    assertThatThrownBy(() -> builder.readiness("readyz", Duration.ZERO))
        .hasMessage("readiness is 'readyz'; it must begin with a slash");
    assertThatThrownBy(() -> builder.readiness("/readyz", Duration.ofMillis(-1)))
        .hasMessage("notice is PT-0.001S; it must not be negative");
    assertThatThrownBy(() -> builder.readiness("/quick", Duration.ZERO).start())
        .hasMessageContaining("Quick")
        .hasMessageContaining("TrestleBuilder.readiness");
    assertThatThrownBy(() -> builder.stopWithin(Duration.ofMillis(-1)))
        .hasMessage("stopWithin is PT-0.001S; it must not be negative");
  }

  @Test
  void idleConnectionsAreClosedAndAnswersUnderWaySayThatTheyAreTheLast() throws Exception {
    app = serve(own -> own);
    try (RawConnection idle = app.connect();
        RawConnection silent = app.connect();
        RawConnection busy = app.connect()) {
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
  void aRequestThatHasComeButWasNotReadYetIsStillAnswered() throws Exception {
    AtomicReference<Server> server = new AtomicReference<>();
    app = serve(own -> own.javalin(javalin -> javalin.jetty.modifyServer(server::set)));
    try (RawConnection idle = app.connect()) {
      assertThat(idle.send("GET /quick HTTP/1.1").answer().body()).isEqualTo("quick");
      EndPoint connection =
          server.get().getConnectors()[0].getConnectedEndPoints().iterator().next();
      awaitIdle(connection);
      for (ManagedSelector selector : server.get().getContainedBeans(ManagedSelector.class)) {
        selector.submit(blocked -> awaitRelease());
        entered.acquire();
      }
      idle.send("GET /quick HTTP/1.1");
      awaitArrival(connection);

      close();

      RawHttp.Answer last = idle.answer();
      assertThat(last.body()).isEqualTo("quick");
      released.countDown();
      closing.join();
    }
  }

  /** A client has its answer a moment before the server is done with it. */
  private static void awaitIdle(EndPoint connection) {
    while (!connection.isFillInterested()) {
      Thread.onSpinWait();
    }
  }

  /** A busy kernel brings what was sent a moment later, even on one machine. */
  private static void awaitArrival(EndPoint connection) throws IOException {
    Socket socket = ((SocketChannel) connection.getTransport()).socket();
    while (socket.getInputStream().available() == 0) {
      Thread.onSpinWait();
    }
  }

  private void awaitRelease() {
    entered.release();
    try {
      released.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void streamsOfEventsAreEndedAtOnce() throws Exception {
    app = serve(own -> own);
    try (RawConnection connection = app.connect()) {
      connection.send("GET /events HTTP/1.1").head();

      app.close();

      assertThat(new String(connection.chunks(), UTF_8)).isEmpty();
    }
  }

  @Test
  void whatIsLeftAtTheDeadlineIsCancelled() throws Exception {
    app = serve(own -> own.stopWithin(SHORT));
    try (LoggedErrors log = new LoggedErrors();
        RawConnection waiting = app.connect();
        RawConnection reading = app.connect()) {
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
    app = serve(own -> own.stopWithin(SHORT));
    try (LoggedErrors log = new LoggedErrors()) {
      app.send("GET", "/leaves");
      entered.acquire();

      app.close();

      assertThat(log.text())
          .contains("Stopped with 0 requests and the tasks of 1 others under way");
    }
  }
}
