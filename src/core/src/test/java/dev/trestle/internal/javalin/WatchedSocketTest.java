package dev.trestle.internal.javalin;

import static dev.trestle.Condition.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.RawConnection;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Blocker;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What comes, goes and ends on sockets while their requests wait. */
class WatchedSocketTest {
  private static final byte[] LARGE = "0123456789abcdef".repeat(1 << 20).getBytes(UTF_8);

  private final Server server = new Server();
  private final Map<String, CountDownLatch> held = new ConcurrentHashMap<>();
  private WatchedConnector connector;

  /** Answers with the path, or with much; {@code /held…} once it is let go. */
  private final class Held extends Handler.Abstract {
    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      String path = request.getHttpURI().getPath();
      if (path.startsWith("/held")) {
        CountDownLatch letGo = new CountDownLatch(1);
        held.put(path, letGo);
        letGo.await();
      }
      byte[] answer = path.endsWith("/large") ? LARGE : path.getBytes(UTF_8);
      response.getHeaders().put("Content-Length", answer.length);
      try (Blocker.Callback written = Blocker.callback()) {
        response.write(true, ByteBuffer.wrap(answer), written);
        written.block();
      }
      callback.succeeded();
      return true;
    }
  }

  @BeforeEach
  void start() throws Exception {
    connector = new WatchedConnector(server, new HttpConfiguration());
    server.addConnector(connector);
    server.setHandler(new Held());
    server.start();
  }

  @AfterEach
  void stop() throws Exception {
    held.values().forEach(CountDownLatch::countDown);
    server.stop();
  }

  @Test
  void aRequestThatComesEarlyDoesNotKeepTheSelectorBusy() throws Exception {
    try (RawConnection connection = new RawConnection(connector.getLocalPort())) {
      connection.send("GET /held/1 HTTP/1.1");
      await(() -> held.containsKey("/held/1"));
      selector().resetStats();

      connection.send("GET /held/2 HTTP/1.1").send("GET /3 HTTP/1.1");
      await(() -> interest() == 0);
      assertThat(selector().getSelectCount()).isLessThan(10);

      letGo("/held/1");
      assertThat(connection.answer().body()).isEqualTo("/held/1");
      letGo("/held/2");
      assertThat(connection.answer().body()).isEqualTo("/held/2");
      assertThat(connection.answer().body()).isEqualTo("/3");
    }
  }

  @Test
  void anAnswerLargerThanWhatTheNetworkTakesComesWhole() throws Exception {
    try (RawConnection connection = new RawConnection(connector.getLocalPort())) {
      for (int i = 0; i < 3; i++) {
        connection.send("GET /held/" + i + "/large HTTP/1.1");
        letGo("/held/" + i + "/large");
        assertThat(connection.head().status()).isEqualTo(200);
        await(() -> (interest() & SelectionKey.OP_WRITE) != 0);
        assertThat(connection.bytes(LARGE.length)).isEqualTo(LARGE);
      }
    }
  }

  @Test
  void aClientThatLeavesWhileItsRequestWaitsIsSeenToBeGone() throws Exception {
    try (RawConnection connection = new RawConnection(connector.getLocalPort())) {
      connection.send("GET /held/1 HTTP/1.1");
      await(() -> held.containsKey("/held/1"));
    }
    await(() -> endPoint().isGone());
    letGo("/held/1");
    await(() -> connector.getConnectedEndPoints().isEmpty());
  }

  private void letGo(String path) {
    await(() -> held.containsKey(path));
    held.remove(path).countDown();
  }

  private int interest() {
    return endPoint().getChannel().keyFor(selector().getSelector()).interestOps();
  }

  private WatchedEndPoint endPoint() {
    return (WatchedEndPoint) connector.getConnectedEndPoints().iterator().next();
  }

  private ManagedSelector selector() {
    return connector.getSelectorManager().getBeans(ManagedSelector.class).iterator().next();
  }
}
