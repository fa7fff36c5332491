package dev.trestle.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.PoolUse;
import dev.trestle.Trestle;
import dev.trestle.TrestleBuilder;
import dev.trestle.embedded.EmbeddedServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What whoever watches a service asks beside its figures. */
@Timeout(120)
class ReadyTest {
  private static final int MANY = 8;

  private static HttpClient client;
  private static EmbeddedServer server;

  @BeforeAll
  static void start() {
    client = HttpClient.newHttpClient();
    server = EmbeddedServer.temporary();
  }

  @AfterAll
  static void stop() {
    server.close();
    client.close();
  }

  private static TrestleBuilder over(EmbeddedServer database) {
    return Trestle.of(List::of).database(database.url()).connections(it -> it.poolSize(1)).port(0);
  }

  private static HttpRequest request(Trestle scraped, String path) {
    return HttpRequest.newBuilder(URI.create(scraped.url() + path)).build();
  }

  private static HttpResponse<String> get(Trestle scraped, String path) throws Exception {
    return client.send(request(scraped, path), BodyHandlers.ofString());
  }

  @Test
  void whoIsWellTellsHowLongTheDatabaseTookAndWhatThePoolDoes() throws Exception {
    try (Metrics metrics = Metrics.create();
        Trestle app = metrics.start(over(server));
        Trestle scraped = metrics.serve("127.0.0.1", 0)) {
      HttpResponse<String> ready = get(scraped, "/readyz");

      assertThat(ready.statusCode()).isEqualTo(200);
      assertThat(ready.headers().firstValue("Cache-Control")).contains("no-store");
      assertThat(ready.body())
          .matches(
              "\\{\"ready\":true,\"objection\":null,\"databaseMillis\":[0-9.E-]+,"
                  + "\"pool\":\\{\"active\":0,\"idle\":1,\"waiting\":0,\"most\":1,"
                  + "\"refused\":0,\"expired\":0}}");
      assertThat(app.health().objection()).isEmpty();
    }
  }

  @Test
  void beforeItsStartAndAfterItsEndItIsNotReadyAndTheProcessIsAlive() throws Exception {
    try (Metrics metrics = Metrics.create();
        Trestle scraped = metrics.serve("127.0.0.1", 0)) {
      HttpResponse<String> before = get(scraped, "/readyz");
      assertThat(before.statusCode()).isEqualTo(503);
      assertThat(before.body()).contains("\"The application has not started\"");

      metrics.start(over(server)).close();

      HttpResponse<String> after = get(scraped, "/readyz");
      assertThat(after.statusCode()).isEqualTo(503);
      assertThat(after.body()).contains("\"The application is stopping\"");
      assertThat(get(scraped, "/livez").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void howeverManyAskWhileThePoolIsOutOneWaits() throws Exception {
    try (Metrics metrics = Metrics.create();
        Trestle app = metrics.start(over(server));
        Trestle scraped = metrics.serve("127.0.0.1", 0)) {
      app.db()
          .transaction(tx -> {
            tx.dsl().fetch("select 1");
            List<CompletableFuture<HttpResponse<String>>> asked =
                Stream.generate(() ->
                        client.sendAsync(request(scraped, "/readyz"), BodyHandlers.ofString()))
                    .limit(MANY)
                    .toList();

            assertThat(asked).extracting(it -> it.join().statusCode()).containsOnly(503);
            assertThat(asked.getFirst().join().body()).contains("has not answered within 2 s");
            assertThat(app.poolUse()).map(PoolUse::waiting).contains(1);
          });

      // Who waited has its connection now, and a new question an answer.
      assertThat(get(scraped, "/readyz").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aDatabaseThatIsGoneIsTheObjection() throws Exception {
    EmbeddedServer gone = EmbeddedServer.temporary();
    try (Metrics metrics = Metrics.create();
        Trestle app = metrics.start(over(gone));
        Trestle scraped = metrics.serve("127.0.0.1", 0)) {
      gone.close();

      HttpResponse<String> ready = get(scraped, "/readyz");
      assertThat(ready.statusCode()).isEqualTo(503);
      assertThat(ready.body()).contains("\"databaseMillis\":null");
      assertThat(app.health().objection()).isPresent();
      assertThat(get(scraped, "/livez").body()).isEqualTo("alive");
    }
  }
}
