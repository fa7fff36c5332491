package dev.trestle.bench.http;

import static dev.trestle.Verb.GET;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.Environment;
import dev.trestle.bench.BenchDatabase;
import dev.trestle.service.Main;
import dev.trestle.testing.TestApp;
import dev.trestle.testing.TestDatabase;
import dev.trestle.testing.TestRequest;
import io.javalin.Javalin;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The service and the one written by hand are the same to a client. */
class BaselineTest {
  private static final TestDatabase database =
      TestDatabase.migrated("classpath:db/migration").seeded("classpath:db/seed");

  @RegisterExtension static final TestApp service = TestApp.of(database, Main::service);

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private static Javalin baseline;

  @BeforeAll
  static void start() {
    baseline =
        Baseline.start(Environment.of(Map.of("PORT", "0", "DATABASE_URL", database.url().toUri())));
  }

  @AfterAll
  static void stop() {
    CLIENT.close();
    baseline.stop();
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"CREATE", "TRANSFER"})
  void whatIsReadIsTheSameToTheByte(Work work) throws Exception {
    String path = work.path(new SplittableRandom(42));

    assertThat(send("GET", path, "").body()).isEqualTo(service.call(GET, path).text());
  }

  @Test
  void refusalsHaveTheSameStatus() throws Exception {
    String mine = "{\"email\":\"user7@example.com\",\"name\":\"Again\"}";
    String rich =
        "{\"fromUserId\":\"%s\",\"toUserId\":\"%s\",\"amount\":2000000000}"
            .formatted(BenchDatabase.user(1), BenchDatabase.user(2));

    assertSame("GET", "/api/users/" + BenchDatabase.user(10_001), "", 404);
    assertSame("GET", "/api/users/nobody", "", 400);
    assertSame("POST", "/api/users", mine, 409);
    assertSame("POST", "/api/users", "{}", 400);
    assertSame("POST", "/api/transfer", rich, 400);
    assertThat(send("POST", "/api/transfer", rich).body())
        .isEqualTo("{\"error\":\"Insufficient funds\"}");
  }

  private static void assertSame(String method, String path, String body, int status)
      throws Exception {
    int ours =
        service
            .call(TestRequest.of(method, path).body("application/json", body.getBytes(UTF_8)))
            .status();

    assertThat(ours).isEqualTo(status);
    assertThat(send(method, path, body).statusCode()).isEqualTo(status);
  }

  private static HttpResponse<String> send(String method, String path, String body)
      throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + baseline.port() + path);
    return CLIENT.send(
        HttpRequest.newBuilder(uri)
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  @ParameterizedTest
  @EnumSource
  void clientsReadEveryAnswerToItsEnd(Work work) throws Exception {
    SplittableRandom random = new SplittableRandom();
    for (int port : new int[] {baseline.port(), URI.create(service.url()).getPort()}) {
      try (Wire wire = new Wire(port)) {
        for (int i = 0; i < 2; i++) {
          assertThat(wire.exchange(work.request(random)) / 100).isEqualTo(2);
        }
      }
    }
  }
}
