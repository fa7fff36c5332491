package dev.trestle;

import static dev.trestle.Served.begun;
import static dev.trestle.Served.get;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.query.QueryLog;
import dev.trestle.spi.RouteDefinition;
import dev.trestle.spi.RouteTable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** How an application starts and ends. */
class LifecycleTest {
  @Test
  void aTakenPortIsNamed() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      assertThatThrownBy(() -> Trestle.of(List::of).port(taken.getLocalPort()).start())
          .isInstanceOf(StartException.class)
          .hasMessage(
              "Port "
                  + taken.getLocalPort()
                  + " of 127.0.0.1 cannot be listened on (Address already in use); set PORT to a free"
                  + " one, HOST to an address of this machine.");
    }
    assertThatThrownBy(() -> Trestle.of(List::of).host("192.0.2.1").port(0).start())
        .isInstanceOf(StartException.class)
        .hasMessageContaining("192.0.2.1");
  }

  @Test
  void routesForDevelopmentOnlyStartInDevelopmentOnly() {
    RouteTable tools = new Tools();

    assertThatThrownBy(() -> Trestle.of(List::of).routes(tools).port(0).start())
        .isInstanceOf(StartException.class)
        .hasMessage(
            "dev.trestle.LifecycleTest$Tools is for development only: leave it out here, or set"
                + " DEVELOPMENT=true on a developer's machine.");
    assertThatThrownBy(() -> Trestle.of(tools).plugin()).isInstanceOf(StartException.class);
    try (Trestle app = Trestle.of(List::of).routes(tools).development(true).port(0).start()) {
      assertThat(app.routes()).isEqualTo(tools.routes());
    }
  }

  private static final class Tools implements RouteTable {
    private final List<RouteDefinition> routes =
        List.of(Served.get("/tools", call -> Response.text("tools")));

    @Override
    public List<RouteDefinition> routes() {
      return routes;
    }

    @Override
    public boolean developmentOnly() {
      return true;
    }
  }

  @Test
  void aQueryLogWithValuesIsRefusedOutsideDevelopment() {
    assertThatThrownBy(() ->
            Trestle.of(List::of).port(0).statements(it -> it.queryLog(QueryLog.VALUES)).start())
        .isInstanceOf(StartException.class)
        .hasMessage(
            "The query log would show what users send: QUERY_LOG=values needs DEVELOPMENT=true; set"
                + " it to redacted or off elsewhere.");
    Trestle.of(List::of)
        .port(0)
        .statements(it -> it.queryLog(QueryLog.VALUES))
        .development(true)
        .start()
        .close();
    assertThatThrownBy(
            () -> Trestle.of(List::of).statements(it -> it.slowQuery(Duration.ofMillis(-1))))
        .hasMessage("slowQuery is PT-0.001S; it must not be negative");
  }

  @Test
  void whatIsGivenToTheEndIsClosedTheLastFirst() {
    List<String> closed = new ArrayList<>();
    Trestle other =
        Trestle.of(List::of)
            .port(0)
            .onClose(() -> closed.add("first"))
            .onClose(() -> closed.add("second"))
            .start();
    assertThat(closed).isEmpty();

    other.close();

    assertThat(closed).containsExactly("second", "first");
  }

  @Test
  void whatIsGivenToTheEndIsClosedIfTheStartFails() {
    List<String> closed = new ArrayList<>();
    TrestleBuilder values = Trestle.of(List::of).statements(it -> it.queryLog(QueryLog.VALUES));
    values.onClose(() -> closed.add("values"));
    TrestleBuilder tools = Trestle.of(new Tools()).onClose(() -> closed.add("tools"));

    assertThatThrownBy(values::start).isInstanceOf(StartException.class);
    assertThatThrownBy(tools::plugin).isInstanceOf(StartException.class);

    assertThat(closed).containsExactly("values", "tools");
  }

  @Test
  void closingLetsRequestsInFlightEnd() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    RouteDefinition slow =
        get(
            "/slow",
            call -> {
              entered.countDown();
              released.await();
              return Response.text("done");
            });
    Trestle other = Trestle.of(() -> List.of(slow)).port(0).start();
    RawHttp client = new RawHttp(other.port());
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<RawHttp.Answer> answer = threads.submit(() -> client.send("GET", "/slow"));
      entered.await();
      Future<?> closed = threads.submit(other::close);
      while (accepts(other.port())) {
        Thread.onSpinWait();
      }
      assertThat(closed.isDone()).isFalse();

      released.countDown();

      assertThat(answer.get().body()).isEqualTo("done");
      closed.get();
    }
  }

  @Test
  void closingLetsStreamsEnd() throws Exception {
    CountDownLatch released = new CountDownLatch(1);
    RouteDefinition slow =
        get(
            "/slow",
            call ->
                begun(out -> {
                  released.await();
                  out.write('z');
                }));
    Trestle other = Trestle.of(() -> List.of(slow)).port(0).start();
    try (RawConnection connection = new RawConnection(other.port());
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      connection.send("GET /slow HTTP/1.1").head();
      assertThat(connection.chunkText()).isEqualTo("a");
      Future<?> closed = threads.submit(other::close);
      while (accepts(other.port())) {
        Thread.onSpinWait();
      }
      assertThat(closed.isDone()).isFalse();

      released.countDown();

      assertThat(new String(connection.chunks(), UTF_8)).isEqualTo("z");
      closed.get();
    }
  }

  private static boolean accepts(int port) {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void closingTwiceIsClosingOnce() {
    Trestle other = Trestle.of(List::of).port(0).start();

    assertThat(other.url()).isEqualTo("http://127.0.0.1:" + other.port());
    other.close();
    other.close();

    assertThatThrownBy(() -> new RawHttp(other.port()).send("GET", "/"))
        .isInstanceOf(RuntimeException.class);
  }
}
