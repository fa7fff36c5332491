package dev.trestle.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.Response;
import dev.trestle.Trestle;
import dev.trestle.TrestleBuilder;
import dev.trestle.Verb;
import dev.trestle.service.app.Routes;
import dev.trestle.service.parts.Pace;
import dev.trestle.service.parts.Uploads;
import dev.trestle.spi.RouteDefinition;
import dev.trestle.testing.TestDatabase;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A connection is out while a statement or a transaction runs, and for nothing else. */
@Timeout(120)
class HeldConnectionsTest {
  private static final Path EXAMPLES = Path.of("api.sh");
  private static final String EVENTS = "\n## GET /api/events\n";

  @RegisterExtension
  static final TestDatabase database =
      TestDatabase.migrated("classpath:db/migration").seeded("classpath:db/seed");

  private final HttpClient client = HttpClient.newHttpClient();
  private final HeldConnections pool = new HeldConnections();

  @BeforeEach
  void open() {
    pool.setJdbcUrl(database.url().jdbcUrl());
    pool.setUsername(database.url().user());
    pool.setPassword(database.url().password());
    pool.setMaximumPoolSize(4);
  }

  @AfterEach
  void close() {
    pool.close();
    client.close();
  }

  /** Its bytes pass by the pool's watch. */
  private Trestle start(TrestleBuilder builder) {
    return builder
        .database(pool)
        .javalin(config -> config.jetty.modifyServer(server -> server.insertHandler(pool.watch())))
        .port(0)
        .start();
  }

  @Test
  void noFunctionOfTheServiceHoldsOneWhileItsClientSendsOrReceives(@TempDir Path directory)
      throws Exception {
    String examples = Files.readString(EXAMPLES);
    // Those run beside others, which would be taken for one another.
    String script =
        examples.substring(0, examples.indexOf(EVENTS))
            + examples.substring(examples.lastIndexOf("\nexit "));
    TrestleBuilder service =
        Main.service()
            .provide(Pace.class, Pace.every(Duration.ofMillis(1)))
            .provide(Uploads.class, Uploads.in(directory));
    try (Trestle app = start(service)) {
      awaitReady(app);
      Process process =
          new ProcessBuilder(
                  "bash",
                  Files.writeString(directory.resolve("api.sh"), script).toString(),
                  app.url())
              .redirectErrorStream(true)
              .start();
      assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .isEmpty();
      client
          .send(request(app, "/api/events"), HttpResponse.BodyHandlers.ofInputStream())
          .body()
          .close();
    }

    assertThat(pool.found()).isEmpty();
    assertThat(pool.leases()).isGreaterThan(30);
    assertThat(new Routes().routes())
        .hasSizeGreaterThan(20)
        .allSatisfy(route ->
            assertThat(route.handlers().keySet())
                .allSatisfy(verb ->
                    assertThat(pool.requests())
                        .anyMatch(
                            request -> request.matches(verb + " " + pattern(route.template())))));
  }

  private static String pattern(String template) {
    return template.replaceAll("\\{[^}]*\\+}", ".+").replaceAll("\\{[^}]*}", "[^/]+");
  }

  private void awaitReady(Trestle app) throws Exception {
    while (client.send(request(app, "/readyz"), HttpResponse.BodyHandlers.discarding()).statusCode()
        != 200) {
      Thread.onSpinWait();
    }
  }

  private static HttpRequest request(Trestle app, String path) {
    return HttpRequest.newBuilder(URI.create(app.url() + path)).build();
  }

  @Test
  void whoDoesIsFound() throws Exception {
    RouteDefinition reads =
        RouteDefinition.at("/reads", "Reads")
            .on(
                Verb.POST,
                call ->
                    call.db()
                        .transactionResult(tx -> {
                          tx.dsl().fetch("select 1");
                          return Response.text(call.request().text());
                        }));
    RouteDefinition writes =
        RouteDefinition.at("/writes", "Writes")
            .on(
                Verb.GET,
                call ->
                    Response.stream(
                        "text/plain",
                        out ->
                            call.db()
                                .transaction(tx -> {
                                  tx.dsl().fetch("select 1");
                                  out.write('x');
                                  out.flush();
                                })));
    try (Trestle app = start(Trestle.of(() -> List.of(reads, writes)))) {
      HttpRequest post =
          HttpRequest.newBuilder(URI.create(app.url() + "/reads"))
              .POST(HttpRequest.BodyPublishers.ofString("text"))
              .build();
      assertThat(client.send(post, HttpResponse.BodyHandlers.ofString()).body()).isEqualTo("text");
      assertThat(client.send(request(app, "/writes"), HttpResponse.BodyHandlers.ofString()).body())
          .isEqualTo("x");
    }

    assertThat(pool.found())
        .contains("POST /reads reads its body", "GET /writes writes its answer");
  }
}
