package dev.trestle.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.testing.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What {@code make bench-http} asks for, in a heap of 64 MiB; the JVM ends if that is not enough.
 */
class SmallHeapTest {
  private static final int CLIENTS = 64;
  private static final int EACH = 5;

  /** All posts, which are 30 MB, for one of so many clients. */
  private static final int EXPORT_OF = 8;

  private static final List<String> READS =
      List.of(
          "/api/hello",
          "/api/users/" + user(42),
          "/api/users?limit=100",
          "/api/posts/paginated?page=3&limit=10",
          "/api/posts/search?query=postgres&published=true",
          "/api/stats/top-authors");

  @RegisterExtension
  static final TestDatabase database =
      TestDatabase.migrated("classpath:db/migration").seeded("classpath:db/seed");

  @Test
  void sixtyFourClientsAtOnceAreAllAnswered() throws Exception {
    // None waits too long for a connection, however busy the machine is.
    Process service =
        Processes.java(
            Map.of("PORT", "0", "POOL_TIMEOUT_MS", "0", "DATABASE_URL", database.url().toUri()),
            "-Xmx64m",
            "-XX:+ExitOnOutOfMemoryError",
            "-jar",
            System.getProperty("service.jar"));
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      String address = Processes.address(service);
      CompletableFuture<String> log = Processes.text(service.getErrorStream());
      List<Future<List<Integer>>> statuses =
          IntStream.range(0, CLIENTS)
              .mapToObj(number -> clients.submit(() -> ask(client, address, number)))
              .toList();
      List<Integer> all = new ArrayList<>();
      for (Future<List<Integer>> some : statuses) {
        all.addAll(some.get());
      }

      assertThat(all)
          .hasSize(CLIENTS * EACH * (READS.size() + 2) + CLIENTS / EXPORT_OF)
          .allMatch(status -> status / 100 == 2);
      assertThat(service.isAlive()).isTrue();
      service.toHandle().destroy(); // Which leaves its log open, unlike destroy().
      assertThat(log.get(Processes.SECONDS, TimeUnit.SECONDS)).doesNotContain("OutOfMemoryError");
    } finally {
      service.destroyForcibly();
    }
  }

  /** Each begins at another, so that all kinds are under way at once. */
  private static List<Integer> ask(HttpClient client, String address, int number)
      throws IOException, InterruptedException {
    List<Integer> statuses = new ArrayList<>();
    if (number % EXPORT_OF == 0) {
      statuses.add(send(client, HttpRequest.newBuilder(at(address, "/api/export/posts"))));
    }
    for (int i = 0; i < EACH; i++) {
      for (int read = 0; read < READS.size(); read++) {
        String path = READS.get((read + number) % READS.size());
        statuses.add(send(client, HttpRequest.newBuilder(at(address, path))));
      }
      statuses.add(
          post(
              client,
              at(address, "/api/users"),
              "{\"email\":\"%d-%d@example.org\",\"name\":\"Ada\"}".formatted(number, i)));
      statuses.add(
          post(
              client,
              at(address, "/api/transfer"),
              "{\"fromUserId\":\"%s\",\"toUserId\":\"%s\",\"amount\":1}"
                  .formatted(user(2 * number + 1), user(2 * number + 2))));
    }
    return statuses;
  }

  private static String user(int number) {
    return "00000000-0000-4000-8000-%012x".formatted(number);
  }

  private static URI at(String address, String path) {
    return URI.create(address + path);
  }

  private static int post(HttpClient client, URI uri, String json)
      throws IOException, InterruptedException {
    return send(
        client,
        HttpRequest.newBuilder(uri)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json)));
  }

  /** Reads to the end: an answer that breaks off is none. */
  private static int send(HttpClient client, HttpRequest.Builder request)
      throws IOException, InterruptedException {
    HttpResponse<InputStream> answer =
        client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    try (InputStream body = answer.body()) {
      body.transferTo(OutputStream.nullOutputStream());
    }
    return answer.statusCode();
  }
}
