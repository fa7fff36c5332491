package dev.trestle.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.testing.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The built service as {@code make serve} starts it. */
class PackagedServiceTest {
  @RegisterExtension
  static final TestDatabase database =
      TestDatabase.migrated("classpath:db/migration").seeded("classpath:db/seed");

  @Test
  void itServesFromItsEnvironmentAndEndsWhenTold() throws Exception {
    Process service = serve(Map.of("PORT", "0", "DATABASE_URL", database.url().toUri()));
    String address = Processes.address(service);

    assertThat(Processes.get(address + "/api/users?limit=100").body()).hasSizeGreaterThan(300_000);
    assertThat(address).startsWith("http://127.0.0.1:");

    service.toHandle().destroy();
    assertThat(service.waitFor(Processes.SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(new String(service.getErrorStream().readAllBytes())).isEmpty();
  }

  @Test
  void thereIsNoConsoleInItEvenInDevelopment() throws Exception {
    Path lib = Path.of(System.getProperty("service.jar")).resolveSibling("lib");
    try (Stream<Path> jars = Files.list(lib)) {
      assertThat(jars.map(jar -> jar.getFileName().toString()))
          .anyMatch(name -> name.startsWith("trestle-metrics-"))
          .noneMatch(name -> name.startsWith("trestle-console-") || name.startsWith("jte-"));
    }
    Process service =
        serve(Map.of("PORT", "0", "DATABASE_URL", database.url().toUri(), "DEVELOPMENT", "true"));
    try {
      String address = Processes.address(service);
      assertThat(Processes.get(address + "/_console").statusCode()).isEqualTo(404);
      assertThat(Processes.get(address + "/_console/routes").statusCode()).isEqualTo(404);
    } finally {
      service.destroyForcibly();
    }
  }

  @Test
  void whatIsUnderWayEndsWellWhenItIsTold() throws Exception {
    Process service = serve(Map.of("PORT", "0", "DATABASE_URL", database.url().toUri()));
    URI address = URI.create(Processes.address(service));
    try (Socket events = ask(address, "/api/events");
        Socket stream = ask(address, "/api/stream")) {
      assertThat(Processes.get(address + "/readyz").body()).isEqualTo("ready");
      for (Socket socket : List.of(events, stream)) {
        assertThat(new String(socket.getInputStream().readNBytes(15))).isEqualTo("HTTP/1.1 200 OK");
      }

      service.toHandle().destroy();

      assertThat(new String(events.getInputStream().readAllBytes())).endsWith("\r\n0\r\n\r\n");
      assertThat(new String(stream.getInputStream().readAllBytes())).endsWith("\r\n0\r\n\r\n");
      assertThat(service.waitFor(Processes.SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(new String(service.getErrorStream().readAllBytes())).isEmpty();
    } finally {
      service.destroyForcibly();
    }
  }

  @Test
  void noStreamThatHasJustBegunIsBrokenOffWhenItIsTold() throws Exception {
    Process service = serve(Map.of("PORT", "0", "DATABASE_URL", database.url().toUri()));
    URI address = URI.create(Processes.address(service));
    List<Socket> streams = new ArrayList<>();
    try {
      for (int i = 0; i < 50; i++) {
        streams.add(ask(address, "/api/events"));
      }
      assertThat(streams.getLast().getInputStream().readNBytes(15)).hasSize(15);

      service.toHandle().destroy();

      for (Socket stream : streams) {
        String answer = answer(stream);
        assertThat(answer.isEmpty() || answer.endsWith("\r\n0\r\n\r\n")).as(answer).isTrue();
      }
      assertThat(service.waitFor(Processes.SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(new String(service.getErrorStream().readAllBytes())).isEmpty();
    } finally {
      for (Socket stream : streams) {
        stream.close();
      }
      service.destroyForcibly();
    }
  }

  /** Up to its end; who came too late to be heard is reset instead. */
  private static String answer(Socket socket) throws IOException {
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    try {
      socket.getInputStream().transferTo(read);
    } catch (SocketException e) {
      assertThat(e).hasMessage("Connection reset");
    }
    return read.toString();
  }

  private static Socket ask(URI address, String path) throws IOException {
    Socket socket = new Socket(address.getHost(), address.getPort());
    socket.setSoTimeout(60_000);
    String request = "GET " + path + " HTTP/1.1\r\nHost: test\r\n\r\n";
    socket.getOutputStream().write(request.getBytes());
    return socket;
  }

  @Test
  void whatTheDatabaseRefusesIsInTheLogUnderTheRequestsIdAndNoValueWithIt() throws Exception {
    Process service = serve(Map.of("PORT", "0", "DATABASE_URL", database.url().toUri()));
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest duplicate =
          HttpRequest.newBuilder(URI.create(Processes.address(service) + "/api/users"))
              .header("Content-Type", "application/json")
              .header("X-Request-Id", "r42")
              .POST(
                  HttpRequest.BodyPublishers.ofString(
                      "{\"email\":\"user7@example.com\",\"name\":\"Again\"}"))
              .build();

      HttpResponse<String> answer = client.send(duplicate, HttpResponse.BodyHandlers.ofString());

      assertThat(answer.body()).isEqualTo("{\"error\":\"Email already exists\"}");
      assertThat(answer.headers().firstValue("X-Request-Id")).contains("r42");
      assertThat(service.errorReader().readLine())
          .contains("POST /api/users [r42]: 409 from SQLSTATE 23505: ERROR: duplicate key value")
          .contains("users_email_key")
          .doesNotContain("user7");
    } finally {
      service.destroyForcibly();
    }
  }

  @Test
  void itServesItsFiguresOnAnAddressOfTheirOwnAndLogsJsonWhereTold() throws Exception {
    Process service =
        serve(
            Map.of(
                "PORT",
                "0",
                "METRICS_PORT",
                "0",
                "LOG_FORMAT",
                "json",
                "DATABASE_URL",
                database.url().toUri()));
    try (HttpClient client = HttpClient.newHttpClient()) {
      String metrics = Processes.address(service);
      String address = Processes.address(service);
      HttpRequest duplicate =
          HttpRequest.newBuilder(URI.create(address + "/api/users"))
              .header("Content-Type", "application/json")
              .header("X-Request-Id", "r43")
              .POST(
                  HttpRequest.BodyPublishers.ofString(
                      "{\"email\":\"user7@example.com\",\"name\":\"Again\"}"))
              .build();

      assertThat(client.send(duplicate, HttpResponse.BodyHandlers.discarding()).statusCode())
          .isEqualTo(409);
      assertThat(Processes.get(address + "/metrics").statusCode()).isEqualTo(404);

      assertThat(service.errorReader().readLine())
          .startsWith("{\"timestamp\":")
          .contains("\"requestId\":\"r43\"", "409 from SQLSTATE 23505")
          .doesNotContain("user7");
      assertThat(metrics).startsWith("http://127.0.0.1:").endsWith("/metrics");
      String line =
          "http_server_requests_seconds_count{method=\"POST\",status=\"409\",uri=\"/api/users\"} 1\n";
      String figures = Processes.get(metrics).body();
      while (!figures.contains(line)) { // It is counted just after its answer.
        figures = Processes.get(metrics).body();
      }
      assertThat(figures)
          .contains(
              "db_client_operation_duration_seconds_count{method=\"POST\",operation=\"insert\",outcome=\"error\",uri=\"/api/users\"} 1\n",
              "hikaricp_connections_max",
              "cache_gets_total")
          .doesNotContain("user7");
      assertThat(figuresOfTheRunbook()).hasSizeGreaterThan(6).allMatch(figures::contains);
    } finally {
      service.destroyForcibly();
    }
  }

  /** All that it names of /metrics, but for replicas, which this service has none of. */
  private static Set<String> figuresOfTheRunbook() throws IOException {
    return Pattern.compile(
            "`((?:hikaricp|trestle(?!_replica)|http_server|db_client|process)_[a-z_]+)`")
        .matcher(Files.readString(Path.of(System.getProperty("db"), "..", "src", "RUNBOOK.md")))
        .results()
        .map(name -> name.group(1))
        .collect(Collectors.toSet());
  }

  @Test
  void itListensOnLoopbackUnlessTold() throws Exception {
    Process service = serve(Map.of("PORT", "0", "DATABASE_URL", database.url().toUri()));
    try {
      int port = URI.create(Processes.address(service)).getPort();

      assertThat(
              NetworkInterface.networkInterfaces()
                  .flatMap(NetworkInterface::inetAddresses)
                  .filter(address -> !address.isLoopbackAddress())
                  .filter(address -> answers(address, port)))
          .isEmpty();
    } finally {
      service.destroyForcibly();
    }
  }

  private static boolean answers(InetAddress address, int port) {
    try {
      HttpURLConnection connection =
          (HttpURLConnection)
              new java.net.URI("http", null, address.getHostAddress(), port, "/", null, null)
                  .toURL()
                  .openConnection();
      connection.setConnectTimeout(500);
      connection.getResponseCode();
      return true;
    } catch (Exception e) {
      return false;
    }
  }

  @Test
  void aWrongSettingIsOneSentenceWithoutThePassword() throws Exception {
    assertRefused(Map.of(), "DATABASE_URL is not set; set it to postgresql://");
    assertRefused(
        Map.of("DATABASE_URL", "mysql://me:hunter2@db/x"),
        "DATABASE_URL: The database URL cannot be used");
    assertRefused(
        Map.of("DATABASE_URL", "postgresql://me:hunter2@127.0.0.1:1/x"),
        "No PostgreSQL answers at 127.0.0.1:1");
    assertRefused(Map.of("PORT", "many"), "PORT is 'many'");
    assertRefused(
        Map.of("DATABASE_URL", database.url().toUri(), "SIGNING_KEY", "hunter2"),
        "SIGNING_KEY: The secret has 7 characters; it must have at least 32");
    assertRefused(Map.of("LOG_FORMAT", "xml"), "LOG_FORMAT is 'xml'; set it to text or json.");
    assertRefused(
        Map.of("DATABASE_URL", database.url().toUri(), "METRICS_PORT", "many"),
        "METRICS_PORT is 'many'; set it to a number from 0 to 65535");
    assertRefused(
        Map.of("DATABASE_URL", database.url().toUri(), "POOL_ALARM_WEBHOOK", "hunter2"),
        "POOL_ALARM_WEBHOOK is no address of a webhook");
    assertRefused(
        Map.of("DATABASE_URL", database.url().toUri(), "DIRECT_URL", "mysql://me:hunter2@db/x"),
        "DIRECT_URL: The database URL cannot be used");
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      assertRefused(
          Map.of(
              "PORT", String.valueOf(taken.getLocalPort()), "DATABASE_URL", database.url().toUri()),
          "Port " + taken.getLocalPort() + " of 127.0.0.1 cannot be listened on");
    }
  }

  private static void assertRefused(Map<String, String> environment, String sentence)
      throws Exception {
    Map<String, String> settings = new HashMap<>(Map.of("PORT", "0"));
    settings.putAll(environment);

    Processes.Ended ended = Processes.await(serve(settings));

    assertThat(ended.err()).startsWith(sentence).doesNotContain("hunter2").hasLineCount(1);
    assertThat(ended.status()).isEqualTo(1);
  }

  private static Process serve(Map<String, String> environment) throws Exception {
    return Processes.light(environment, "-jar", System.getProperty("service.jar"));
  }
}
