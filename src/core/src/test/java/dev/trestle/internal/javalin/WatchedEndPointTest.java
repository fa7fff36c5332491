package dev.trestle.internal.javalin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.RawConnection;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
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

/** Sockets that are asked about their clients all the time, by a thread that does nothing else. */
class WatchedEndPointTest {
  private static final int CONNECTIONS = 8;
  private static final int ROUNDS = 250;
  private static final int PIPELINED = 4;

  private final Server server = new Server();
  private final AtomicBoolean stopped = new AtomicBoolean();
  private final AtomicLong asked = new AtomicLong();
  private WatchedConnector connector;
  private Thread asking;

  /** Answers with the path and the body, after a while or at once. */
  private static final class Echo extends Handler.Abstract {
    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      if (ThreadLocalRandom.current().nextBoolean()) {
        Thread.yield();
      }
      String body = Content.Source.asString(request, UTF_8);
      if (ThreadLocalRandom.current().nextInt(4) == 0) {
        Thread.yield();
      }
      byte[] answer = (request.getHttpURI().getPath() + body).getBytes(UTF_8);
      response.getHeaders().put("Content-Length", answer.length);
      response.write(true, ByteBuffer.wrap(answer), callback);
      return true;
    }
  }

  @BeforeEach
  void start() throws Exception {
    connector = new WatchedConnector(server, new HttpConfiguration());
    server.addConnector(connector);
    server.setHandler(new Echo());
    server.start();
    asking = Thread.ofPlatform().start(this::ask);
  }

  private void ask() {
    while (!stopped.get()) {
      connector
          .getConnectedEndPoints()
          .forEach(endPoint -> {
            if (((WatchedEndPoint) endPoint).isGone()) {
              return;
            }
            asked.incrementAndGet();
          });
    }
  }

  @AfterEach
  void stop() throws Exception {
    stopped.set(true);
    asking.join();
    server.stop();
  }

  @Test
  void nothingIsLostOrChangedOfThousandsOfPipelinedRequests() throws Exception {
    onAllConnections(this::converse);
    assertThat(asked.get()).isGreaterThan(CONNECTIONS * ROUNDS);
  }

  private static void onAllConnections(Callable<Void> client) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Void>> clients = new ArrayList<>();
      for (int i = 0; i < CONNECTIONS; i++) {
        clients.add(threads.submit(client));
      }
      for (Future<Void> each : clients) {
        each.get();
      }
    }
  }

  private Void converse() throws Exception {
    try (RawConnection connection = new RawConnection(connector.getLocalPort())) {
      for (int round = 0; round < ROUNDS; round++) {
        for (int i = 0; i < PIPELINED; i++) {
          connection.send(
              "GET /" + round + "-" + i + " HTTP/1.1", "X-Padding: " + "x".repeat(round));
        }
        for (int i = 0; i < PIPELINED; i++) {
          String expected = "/" + round + "-" + i;
          assertThat(connection.head().status()).isEqualTo(200);
          assertThat(new String(connection.bytes(expected.length()), UTF_8)).isEqualTo(expected);
        }
      }
    }
    return null;
  }

  @Test
  void nothingIsLostOfBodiesThatComeInPieces() throws Exception {
    onAllConnections(this::upload);
  }

  @Test
  void nothingIsLostOfRequestsThatComeBehindABody() throws Exception {
    onAllConnections(this::uploadAndAskOn);
  }

  /** The second request comes before, while or after the first is answered. */
  private Void uploadAndAskOn() throws Exception {
    try (RawConnection connection = new RawConnection(connector.getLocalPort())) {
      for (int round = 0; round < ROUNDS; round++) {
        String body = Integer.toString(round);
        connection.send("POST /body HTTP/1.1", "Content-Length: " + body.length());
        connection.write(body.getBytes(UTF_8));
        if (ThreadLocalRandom.current().nextBoolean()) {
          Thread.yield();
        }
        connection.send("GET /next HTTP/1.1");
        for (String expected : List.of("/body" + body, "/next")) {
          assertThat(connection.head().status()).isEqualTo(200);
          assertThat(new String(connection.bytes(expected.length()), UTF_8)).isEqualTo(expected);
        }
      }
    }
    return null;
  }

  private Void upload() throws Exception {
    try (RawConnection connection = new RawConnection(connector.getLocalPort())) {
      for (int round = 0; round < ROUNDS; round++) {
        String piece = Integer.toString(round).repeat(500);
        connection.send("POST /body HTTP/1.1", "Content-Length: " + 3 * piece.length());
        for (int i = 0; i < 3; i++) {
          connection.write(piece.getBytes(UTF_8));
          Thread.yield();
        }
        assertThat(connection.head().status()).isEqualTo(200);
        String expected = "/body" + piece.repeat(3);
        assertThat(new String(connection.bytes(expected.length()), UTF_8)).isEqualTo(expected);
      }
    }
    return null;
  }
}
