package dev.trestle.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A server that answers as the test says, and remembers what came. */
final class Server implements BeforeEachCallback, AfterEachCallback {
  /** What came. */
  record Request(String line, HttpExchange exchange, String body) {
    String header(String name) {
      return exchange.getRequestHeaders().getFirst(name);
    }
  }

  /** Answers a request. */
  interface Handler {
    void answer(HttpExchange exchange) throws IOException, InterruptedException;
  }

  private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private HttpServer server;
  private Handler handler = exchange -> exchange.sendResponseHeaders(204, -1);

  @Override
  public void beforeEach(ExtensionContext context) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1);
    requests.add(
        new Request(
            exchange.getRequestMethod() + " " + exchange.getRequestURI().toASCIIString(),
            exchange,
            body));
    try (exchange) {
      handler.answer(exchange);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void afterEach(ExtensionContext context) {
    server.stop(0);
    threads.shutdownNow();
  }

  /** Answers in this way from now on. */
  Server answers(Handler answer) {
    handler = answer;
    return this;
  }

  /** Answers with this from now on; headers as names and values in turn. */
  Server answers(int status, String type, String body, String... headers) {
    return answers(exchange -> {
      begin(exchange, status, type, headers);
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(body.getBytes(StandardCharsets.UTF_8));
      }
    });
  }

  /** Sends a head, with a body of unknown length to follow. */
  static void begin(HttpExchange exchange, int status, String type, String... headers)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    for (int i = 0; i < headers.length; i += 2) {
      exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
    }
    exchange.sendResponseHeaders(status, 0);
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  Client client() {
    return Client.to(address() + "/base");
  }

  /** What came first of what was not looked at. */
  Request came() {
    return requests.remove();
  }
}
