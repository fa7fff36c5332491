package dev.trestle.logging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.Response;
import dev.trestle.Trestle;
import dev.trestle.Verb;
import dev.trestle.cache.CaffeineStore;
import dev.trestle.spi.Caching;
import dev.trestle.spi.Handler;
import dev.trestle.spi.Policy;
import dev.trestle.spi.RouteDefinition;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is logged of requests, on whatever thread, and what cannot be put into it. */
@Timeout(60)
class JsonLogsTest {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final ByteArrayOutputStream written = new ByteArrayOutputStream();

  private static HttpClient client;
  private static Logger log;
  private static Trestle app;

  @BeforeAll
  static void start() {
    JsonLogs.install(written);
    log = LoggerFactory.getLogger("shop.orders");
    client = HttpClient.newHttpClient();
    app = Trestle.of(JsonLogsTest::routes).cache(CaffeineStore.ofBytes(1 << 20)).port(0).start();
  }

  @AfterAll
  static void stop() {
    app.close();
    client.close();
  }

  private static List<RouteDefinition> routes() {
    Handler tells =
        call -> {
          log.info("tells {}", call.request().query("of").orElse("nothing"));
          return Response.text("told");
        };
    return List.of(
        route("/tells", tells),
        route("/tells-on-platform", tells).with(Verb.GET, Policy.none().withPlatformThread(true)),
        route("/tells-once", call -> call.cached(tells, "of"))
            .with(Verb.GET, Policy.none().withCaching(Caching.of(60, -1))),
        route(
            "/tells-later",
            call -> {
              call.after().run(() -> log.info("later"));
              call.after()
                  .run(() -> {
                    throw new IllegalStateException("too late");
                  });
              return Response.text("soon");
            }),
        route(
            "/tells-while-it-sends",
            call ->
                Response.stream(
                    "text/plain",
                    out -> {
                      out.write(new byte[100_000]);
                      log.info("sends");
                      throw new IllegalStateException("broken");
                    })),
        route(
            "/fails",
            call -> {
              throw new IllegalStateException("one\ntwo\r\n{\"level\":\"INFO\"}\u2028\u0000");
            }));
  }

  private static RouteDefinition route(String path, Handler function) {
    return RouteDefinition.at(path, path).on(Verb.GET, function);
  }

  private static void send(String target, String id) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(app.url() + target)).header("X-Request-Id", id).build();
    client.sendAsync(request, BodyHandlers.discarding()).exceptionally(broken -> null).join();
  }

  /** All lines must be JSON, whatever they are about. */
  private static List<JsonNode> lines(String id) {
    return written
        .toString(StandardCharsets.UTF_8)
        .lines()
        .map(line -> JSON.readTree(line))
        .filter(line -> line.path("mdc").path("requestId").asString("").equals(id))
        .toList();
  }

  private static List<JsonNode> awaitLines(String id, int count) {
    List<JsonNode> lines = lines(id);
    while (lines.size() < count) {
      Thread.onSpinWait();
      lines = lines(id);
    }
    return lines;
  }

  private static Stream<String> messages(List<JsonNode> lines) {
    return lines.stream().map(line -> line.get("formattedMessage").asString());
  }

  @Test
  void aLineOfTheApplicationHasTheRequestsId() throws Exception {
    send("/tells?of=socks", "plain-1");

    JsonNode line = awaitLines("plain-1", 1).getFirst();
    assertThat(line.get("formattedMessage").asString()).isEqualTo("tells socks");
    assertThat(line.get("level").asString()).isEqualTo("INFO");
    assertThat(line.get("loggerName").asString()).isEqualTo("shop.orders");
    assertThat(line.get("timestamp").asLong()).isPositive();
    assertThat(line.propertyNames())
        .containsExactlyInAnyOrder(
            "timestamp", "level", "loggerName", "mdc", "formattedMessage", "throwable");
  }

  @Test
  void itHasItOnPlatformThreadsAndWhereAnAnswerIsKept() throws Exception {
    send("/tells-on-platform", "platform-1");
    send("/tells-on-platform", "platform-2");
    send("/tells-once", "kept-1");
    send("/tells-once", "kept-2");

    assertThat(awaitLines("platform-1", 1)).hasSize(1);
    assertThat(awaitLines("platform-2", 1)).hasSize(1);
    assertThat(awaitLines("kept-1", 1)).hasSize(1);
    assertThat(lines("kept-2")).isEmpty();
  }

  @Test
  void itHasItInTasksAfterTheAnswerAndWhenTheyFail() throws Exception {
    send("/tells-later", "later-1");

    assertThat(messages(awaitLines("later-1", 2)))
        .containsExactly("later", "GET /tells-later [later-1]: a task after the answer failed");
  }

  @Test
  void itHasItWhileAStreamIsSentAndWhenThatFails() throws Exception {
    send("/tells-while-it-sends", "stream-1");

    assertThat(messages(awaitLines("stream-1", 2)))
        .containsExactly(
            "sends",
            "GET /tells-while-it-sends [stream-1] failed after its answer had begun, and was broken"
                + " off");
  }

  @Test
  void nothingThatIsSentOrThrownMakesALineOfItsOwn() throws Exception {
    send("/tells?of=a%0A%7B%22level%22:%22ERROR%22%7D%0D%0A%E2%80%A8b%00", "forged-1");
    send("/fails?x=%0A", "forged-2");
    send("/nowhere%0Aelse", "forged-3");

    assertThat(messages(awaitLines("forged-1", 1)))
        .containsExactly("tells a\n{\"level\":\"ERROR\"}\r\n\u2028b\u0000");
    JsonNode failed = awaitLines("forged-2", 1).getFirst();
    assertThat(failed.get("formattedMessage").asString()).isEqualTo("GET /fails [forged-2] failed");
    assertThat(failed.get("throwable").get("message").asString()).startsWith("one\ntwo\r\n{");
    assertThat(written.toString(StandardCharsets.UTF_8).lines())
        .allMatch(line -> line.startsWith("{\"timestamp\":") && line.endsWith("}"));
  }

  @Test
  void anIdThatIsNoneIsNotTaken() throws Exception {
    send("/tells?of=an-id", "a b {\"c\"}");

    assertThat(lines("a b {\"c\"}")).isEmpty();
  }

  @Test
  void whatIsNotOfARequestHasNoId() {
    log.info("alone");

    assertThat(written.toString(StandardCharsets.UTF_8).lines())
        .map(line -> JSON.readTree(line))
        .filteredOn(line -> line.get("formattedMessage").asString().equals("alone"))
        .allMatch(line -> line.get("mdc").isEmpty())
        .hasSize(1);
  }
}
