package dev.trestle.internal.javalin;

import static dev.trestle.Condition.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.RawConnection;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Heads that come byte by byte (slowloris), by a clock that goes on by a second with each look. */
class SlowHeadTest {
  private static final int LONGEST_SECONDS = 30;

  private final AtomicLong looks = new AtomicLong();
  private final Server server = new Server();
  private WatchedConnector connector;

  private static final class Hello extends Handler.Abstract {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      Content.Sink.write(response, true, "hello", callback);
      return true;
    }
  }

  @BeforeEach
  void start() throws Exception {
    connector =
        new WatchedConnector(
            server,
            new HttpConfiguration(),
            () -> Duration.ofSeconds(looks.incrementAndGet()).toNanos());
    server.addConnector(connector);
    server.setHandler(new Hello());
    server.start();
  }

  @AfterEach
  void stop() throws Exception {
    server.stop();
  }

  @Test
  void aHeadThatTakesTooLongEndsItsConnection() throws IOException {
    try (RawConnection connection = new RawConnection(connector.getLocalPort())) {
      connection.write("GET / HTTP/1.1\r\nHost: t\r\nX: ");
      await(() -> looks.get() > 0);
      int sent = 0;
      for (; !connector.getConnectedEndPoints().isEmpty(); sent++) {
        writeAndWait(connection);
      }

      assertThat(looks.get()).isGreaterThan(LONGEST_SECONDS);
      assertThat(sent).isBetween(1, LONGEST_SECONDS + 2);
    }
  }

  @Test
  void aSlowHeadIsTakenWithinItsTimeAndEachRequestHasItsOwn() throws IOException {
    try (RawConnection connection = new RawConnection(connector.getLocalPort())) {
      for (int request = 0; request < LONGEST_SECONDS; request++) {
        connection.write("GET / HTTP/1.1\r\nHost: t\r\nX: ");
        writeAndWait(connection);
        connection.write("\r\n\r\n");

        assertThat(connection.answer().body()).isEqualTo("hello");
      }
    }
  }

  /** Sends one more byte, and gives the server the time to read it, or to close. */
  private void writeAndWait(RawConnection connection) throws IOException {
    long before = looks.get();
    connection.write("x");
    await(() -> looks.get() > before || connector.getConnectedEndPoints().isEmpty());
  }
}
