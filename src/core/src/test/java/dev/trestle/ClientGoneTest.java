package dev.trestle;

import static dev.trestle.Served.begun;
import static dev.trestle.Served.get;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.spi.RouteDefinition;
import java.io.InputStream;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** R66, U19: clients that go away, over raw sockets. */
class ClientGoneTest {
  private final CountDownLatch never = new CountDownLatch(1);
  private final BlockingQueue<String> entered = new LinkedBlockingQueue<>();
  private final CompletableFuture<Throwable> ended = new CompletableFuture<>();
  private final CompletableFuture<Boolean> after = new CompletableFuture<>();
  @RegisterExtension final Served http = Served.with(this::routes);

  @AfterEach
  void release() {
    never.countDown();
  }

  private List<RouteDefinition> routes() {
    return List.of(
        get(
            "/waits",
            call -> {
              waits();
              return Response.text("nobody reads this");
            }),
        get("/stalled", call -> begun(out -> waits())),
        get("/unbegun", call -> Response.stream("text/plain", out -> waits())),
        get(
            "/busy",
            call -> {
              call.after().run(() -> after.complete(true));
              entered.add("busy");
              while (!Thread.currentThread().isInterrupted()) {
                Thread.onSpinWait();
              }
              return Response.text("nobody reads this");
            }),
        get(
            "/half/{number}",
            call -> {
              entered.add("half");
              never.await(400, TimeUnit.MILLISECONDS);
              return Response.text(
                  call.request().variable("number") + Thread.currentThread().isInterrupted());
            }));
  }

  private void waits() throws Exception {
    entered.add("waits");
    try {
      never.await();
    } catch (Throwable failure) {
      ended.complete(failure);
      throw failure;
    }
  }

  private void leave(String path) throws Exception {
    try (RawConnection connection = http.connect()) {
      connection.send("GET " + path + " HTTP/1.1");
      assertThat(entered.poll(60, TimeUnit.SECONDS)).isNotNull();
    }
  }

  private void assertInterrupted() throws Exception {
    assertThat(ended.get(60, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
  }

  /** Nothing is logged, also at the end of the application. */
  private void assertQuiet(LoggedErrors log) {
    http.close();
    assertThat(log.text()).isEmpty();
  }

  @Test
  void aFunctionThatWaitsIsInterrupted() throws Exception {
    try (LoggedErrors log = new LoggedErrors()) {
      leave("/waits");

      assertInterrupted();
      assertQuiet(log);
    }
  }

  @Test
  void aStreamThatIsStalledIsInterrupted() throws Exception {
    try (LoggedErrors log = new LoggedErrors()) {
      try (RawConnection connection = http.connect()) {
        connection.send("GET /stalled HTTP/1.1").head();
        assertThat(connection.chunkText()).isEqualTo("a");
      }

      assertInterrupted();
      assertQuiet(log);
    }
  }

  @Test
  void aStreamThatHasWrittenNothingIsInterrupted() throws Exception {
    try (LoggedErrors log = new LoggedErrors()) {
      leave("/unbegun");

      assertInterrupted();
      assertQuiet(log);
    }
  }

  @Test
  void aFunctionThatGoesOnReturnsAndItsTasksRun() throws Exception {
    try (LoggedErrors log = new LoggedErrors()) {
      leave("/busy");

      assertThat(after.get(60, TimeUnit.SECONDS)).isTrue();
      assertQuiet(log);
    }
  }

  @Test
  void aClientThatLeavesBehindItsNextRequestIsNoticed() throws Exception {
    try (RawConnection connection = http.connect()) {
      connection.send("GET /waits HTTP/1.1").send("GET /half/2 HTTP/1.1");
      entered.take();
    }

    assertInterrupted();
  }

  @Test
  void aClientThatSaysItSendsNothingMoreCountsAsGone() throws Exception {
    try (Socket socket = new Socket("127.0.0.1", http.port())) {
      socket.getOutputStream().write("GET /waits HTTP/1.1\r\nHost: test\r\n\r\n".getBytes(UTF_8));
      entered.take();
      socket.shutdownOutput();

      assertInterrupted();
    }
  }

  @Test
  void whatAClientSendsEarlyIsItsNextRequest() throws Exception {
    try (RawConnection connection = http.connect()) {
      for (int i = 0; i < 4; i++) {
        connection.send("GET /half/" + i + " HTTP/1.1", "X-Padding: " + "x".repeat(900 * i));
      }
      for (int i = 0; i < 4; i++) {
        RawHttp.Answer head = connection.head();
        assertThat(head.status()).isEqualTo(200);
        assertThat(new String(connection.bytes(6), UTF_8)).isEqualTo(i + "false");
      }
      connection.send("GET /half/9 HTTP/1.1").head();
      assertThat(new String(connection.bytes(6), UTF_8)).isEqualTo("9false");
    }
  }

  @Test
  void aClientOfAQuickAnswerMaySayThatItSendsNothingMore() throws Exception {
    try (Socket socket = new Socket("127.0.0.1", http.port())) {
      socket.getOutputStream().write("GET /none HTTP/1.1\r\nHost: test\r\n\r\n".getBytes(UTF_8));
      socket.shutdownOutput();
      InputStream in = socket.getInputStream();

      assertThat(new String(in.readAllBytes(), UTF_8)).startsWith("HTTP/1.1 404");
    }
  }
}
