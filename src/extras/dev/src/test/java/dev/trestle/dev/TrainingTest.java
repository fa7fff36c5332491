package dev.trestle.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.trestle.StartException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TrainingTest {
  private final Map<String, Integer> asked = new ConcurrentHashMap<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private HttpServer server;
  private volatile int closesAfter = Integer.MAX_VALUE;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            String path = exchange.getRequestURI().getPath();
            int count = asked.merge(path, 1, Integer::sum);
            int status = count > closesAfter ? 503 : Integer.parseInt(path.substring(1));
            byte[] body = "{\"error\":\"Nothing here\"}".getBytes();
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
          }
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    threads.close();
  }

  @Test
  void eachRequestIsSentByEachClientAtLeast() throws InterruptedException {
    long answered = train(Duration.ZERO, "/200", "/201", "/429");

    assertThat(asked).isEqualTo(Map.of("/200", 8, "/201", 8, "/429", 8));
    assertThat(answered).isEqualTo(24);
  }

  @Test
  void requestsAreRepeatedUntilTheirTimeIsOver() {
    closesAfter = 50;

    assertThatThrownBy(() -> train(Duration.ofHours(1), "/200")).hasMessageContaining("with 503");
    assertThat(asked.get("/200")).isGreaterThan(50);
  }

  @Test
  void whatIsRefusedEndsItAndIsNamed() {
    assertThatThrownBy(() -> train(Duration.ZERO, "/404", "/200"))
        .isInstanceOf(StartException.class)
        .hasMessage("In training, GET /404 was answered with 404: {\"error\":\"Nothing here\"}");
    assertThat(asked).doesNotContainKey("/200");
  }

  @Test
  void whatIsNotAnsweredEndsItToo() {
    server.stop(0);

    assertThatThrownBy(() -> train(Duration.ZERO, "/200"))
        .isInstanceOf(StartException.class)
        .hasMessageStartingWith("In training, GET /200 was not answered: ");
  }

  private long train(Duration time, String... paths) throws InterruptedException {
    List<RequestFile.Template> requests =
        Stream.of(paths).map(path -> new RequestFile.Template("GET", path, List.of(), "")).toList();
    String address = "http://127.0.0.1:" + server.getAddress().getPort();
    return Training.run(new RequestFile(requests), address, time);
  }
}
