package dev.trestle.querytest;

import static dev.trestle.querytest.db.Tables.PEOPLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.jooq.impl.DSL.field;

import dev.trestle.Response;
import dev.trestle.Trestle;
import dev.trestle.Verb;
import dev.trestle.cache.CaffeineStore;
import dev.trestle.query.Execution;
import dev.trestle.query.RequestSummary;
import dev.trestle.query.StatementListener;
import dev.trestle.spi.Caching;
import dev.trestle.spi.Call;
import dev.trestle.spi.Policy;
import dev.trestle.spi.RouteDefinition;
import dev.trestle.testing.TestDatabase;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Cached functions that ask the database, which goes on when nobody waits, and ends when it must.
 */
@Timeout(60)
class CachedQueryTest {
  @RegisterExtension
  static final TestDatabase database = TestDatabase.migrated("classpath:db/migration");

  private static final String COUNT = "select count(*) from \"people\"";
  private static final Policy KEPT = Policy.none().withCaching(Caching.of(60, 60, "people"));

  private final Queue<Execution> executions = new ConcurrentLinkedQueue<>();
  private final Queue<RequestSummary> summaries = new ConcurrentLinkedQueue<>();
  private final HttpClient client = HttpClient.newHttpClient();
  private volatile double seconds;

  @RegisterExtension
  final WatchedApp app =
      new WatchedApp(
          database,
          3,
          () ->
              Trestle.of(this::routes)
                  .cache(CaffeineStore.ofBytes(1 << 20))
                  .listener(listener())
                  .stopWithin(Duration.ofMillis(50)));

  @AfterEach
  void stop() {
    client.close();
  }

  private List<RouteDefinition> routes() {
    return List.of(
        RouteDefinition.at("/count", "Count")
            .on(Verb.GET, call -> call.cached(this::count), KEPT)
            .on(
                Verb.POST,
                call -> {
                  call.cache().revalidateTag("people");
                  return Response.noContent();
                }),
        RouteDefinition.at("/limited", "Limited")
            .on(
                Verb.GET,
                call -> call.cached(this::count),
                KEPT.withTimeout(Duration.ofMillis(500))));
  }

  private Response count(Call call) {
    call.db().select(field("pg_sleep({0})", Object.class, seconds)).execute();
    return Response.json(call.db().fetchCount(PEOPLE));
  }

  private StatementListener listener() {
    return new StatementListener() {
      @Override
      public void executed(Execution execution) {
        executions.add(execution);
      }

      @Override
      public void requestEnded(RequestSummary summary) {
        summaries.add(summary);
      }
    };
  }

  private HttpResponse<String> send(String method, String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(app.url() + path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static String state(HttpResponse<String> answer) {
    return answer.headers().firstValue("X-Cache").orElse("none");
  }

  @Test
  void aHundredWhoAskAtOnceCostOneQuery() throws Exception {
    seconds = 0.3;
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<HttpResponse<String>>> asked = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        asked.add(clients.submit(() -> send("GET", "/count")));
      }
      for (Future<HttpResponse<String>> one : asked) {
        assertThat(one.get().body()).isEqualTo("0");
      }
    }

    assertThat(executions).extracting(Execution::sql).filteredOn(COUNT::equals).hasSize(1);
    assertThat(executions)
        .allSatisfy(e -> assertThat(e.origin().orElseThrow().route()).isEqualTo("GET /count"));
    assertThat(summaries).singleElement().matches(summary -> summary.statements() == 2);
  }

  @Test
  void whatTakesTooLongLeavesNoStatementAndIsTriedAgain() throws Exception {
    seconds = 600;
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<HttpResponse<String>>> asked = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        asked.add(clients.submit(() -> send("GET", "/limited")));
      }
      for (Future<HttpResponse<String>> one : asked) {
        assertThat(one.get().statusCode()).isEqualTo(503);
      }
    }
    while (app.sleeping() > 0 || app.active() > 0) {
      Thread.onSpinWait();
    }

    seconds = 0;
    HttpResponse<String> next = send("GET", "/limited");
    while (next.statusCode() == 503) { // On a busy machine even this may take too long.
      next = send("GET", "/limited");
    }
    assertThat(next.body()).isEqualTo("0");
    assertThat(state(next)).isEqualTo("MISS");
  }

  @Test
  void aRefreshIsCancelledWhenTheServerStops() throws Exception {
    send("GET", "/count");
    send("POST", "/count");
    seconds = 600;
    assertThat(state(send("GET", "/count"))).isEqualTo("STALE");
    while (app.sleeping() == 0) {
      Thread.onSpinWait();
    }

    try (CapturedLog log = new CapturedLog()) {
      app.close();

      assertThat(app.sleeping()).isZero();
      assertThat(app.active()).isZero();
      assertThat(log.lines(" dev.trestle")).isEmpty();
    }
  }
}
