package dev.trestle.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.CompletedRequest;
import dev.trestle.DatabaseUrl;
import dev.trestle.PoolTimes;
import dev.trestle.ReplicaUse;
import dev.trestle.Response;
import dev.trestle.Trestle;
import dev.trestle.TrestleBuilder;
import dev.trestle.Verb;
import dev.trestle.cache.CaffeineStore;
import dev.trestle.embedded.EmbeddedServer;
import dev.trestle.spi.Caching;
import dev.trestle.spi.Handler;
import dev.trestle.spi.Policy;
import dev.trestle.spi.RouteDefinition;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What Prometheus reads of an application. */
@Timeout(120)
class MetricsTest {
  private static final CountDownLatch taken = new CountDownLatch(1);
  private static final CountDownLatch release = new CountDownLatch(1);

  private static HttpClient client;
  private static EmbeddedServer server;
  private static Metrics metrics;
  private static Trestle app;
  private static Trestle scraped;

  @BeforeAll
  static void start() {
    client = HttpClient.newHttpClient();
    server = EmbeddedServer.temporary();
    metrics = Metrics.create();
    app = metrics.start(application());
    scraped = metrics.serve("127.0.0.1", 0);
  }

  @AfterAll
  static void stop() {
    release.countDown();
    scraped.close();
    app.close();
    metrics.close();
    server.close();
    client.close();
  }

  private static TrestleBuilder application() {
    return Trestle.of(MetricsTest::routes)
        .database(server.url())
        .connections(it -> it.poolSize(2))
        .cache(CaffeineStore.ofBytes(1 << 20))
        .port(0);
  }

  private static List<RouteDefinition> routes() {
    return List.of(
        route("/users/{id}", call -> Response.text("one")),
        route("/asks/{id}", call -> Response.text(asked(call.db().fetchValue("select 'secret'")))),
        route(
            "/breaks", call -> Response.text(asked(call.db().fetchValue("select 'secret'::int")))),
        route("/kept", call -> call.cached(kept -> Response.text("kept")))
            .with(Verb.GET, Policy.none().withCaching(Caching.of(60, -1))));
  }

  private static RouteDefinition route(String path, Handler function) {
    return RouteDefinition.at(path, path).on(Verb.GET, function);
  }

  private static String asked(Object value) {
    return value.toString();
  }

  private static int send(String method, String url) throws Exception {
    return client
        .send(
            HttpRequest.newBuilder(URI.create(url)).method(method, BodyPublishers.noBody()).build(),
            BodyHandlers.discarding())
        .statusCode();
  }

  private static HttpResponse<String> scrape() throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(scraped.url() + "/metrics")).build(),
        BodyHandlers.ofString());
  }

  /** A request is counted just after its answer, so the figures may come a moment later. */
  private static String awaitLine(Supplier<String> figures, String line) {
    String text = figures.get();
    while (!text.lines().anyMatch(line::equals)) {
      Thread.onSpinWait();
      text = figures.get();
    }
    return text;
  }

  private static String awaitLine(String line) {
    return awaitLine(metrics.registry()::scrape, line);
  }

  private static String requests(String method, int status, String uri, int count) {
    return "http_server_requests_seconds_count{method=\"%s\",status=\"%d\",uri=\"%s\"} %d"
        .formatted(method, status, uri, count);
  }

  private static String statements(String uri, String outcome, int count) {
    return "db_client_operation_duration_seconds_count{method=\"GET\",operation=\"select\",outcome=\"%s\",uri=\"%s\"} %d"
        .formatted(outcome, uri, count);
  }

  @Test
  void requestsAreCountedByTheirRoute() throws Exception {
    for (int i = 0; i < 3; i++) {
      send("GET", app.url() + "/users/secret-" + i + "?token=secret");
    }

    awaitLine(requests("GET", 200, "/users/{id}", 3));

    HttpResponse<String> answer = scrape();
    assertThat(answer.headers().firstValue("Content-Type"))
        .hasValue("text/plain; version=0.0.4; charset=utf-8");
    assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
    assertThat(answer.body())
        .contains(requests("GET", 200, "/users/{id}", 3), "http_server_requests_seconds_bucket{")
        .doesNotContain("secret");
  }

  @Test
  void whateverClientsAskForMakesNoSeries() throws Exception {
    for (int i = 0; i < 50; i++) {
      send("GET", app.url() + "/nowhere/" + i);
      send("VERB" + i, app.url() + "/users/1");
    }

    awaitLine(requests("GET", 404, "unknown", 50));
    String text = awaitLine(requests("other", 405, "unknown", 50));

    assertThat(text).doesNotContain("nowhere", "VERB");
  }

  @Test
  void statementsAreCountedByTheRouteThatRanThemAndTheirFirstWord() throws Exception {
    send("GET", app.url() + "/asks/1");
    send("GET", app.url() + "/asks/2");
    send("GET", app.url() + "/breaks");

    awaitLine(statements("/asks/{id}", "success", 2));
    String text = awaitLine(statements("/breaks", "error", 1));

    assertThat(text).doesNotContain("secret");
  }

  @Test
  void whatRunsOutsideOfRequestsIsCountedWithoutARoute() {
    app.db().execute("values (1), (2)");

    awaitLine(
        "db_client_operation_duration_seconds_count{method=\"\",operation=\"values\",outcome=\"success\",uri=\"unknown\"} 1");
  }

  @Test
  void aStatementIsKnownByItsFirstWord() {
    assertThat(StatementMeters.operation("select 1")).isEqualTo("select");
    assertThat(StatementMeters.operation("\n ((SELECT 1) union select 2)")).isEqualTo("select");
    assertThat(StatementMeters.operation("with a as (select 1) select")).isEqualTo("with");
    assertThat(StatementMeters.operation("selected")).isEqualTo("other");
    assertThat(StatementMeters.operation("vacuum")).isEqualTo("other");
    assertThat(StatementMeters.operation("delete")).isEqualTo("delete");
    assertThat(StatementMeters.operation("")).isEqualTo("other");
  }

  @Test
  void keptAnswersAreToldFromThoseThatWereMade() throws Exception {
    for (int i = 0; i < 3; i++) {
      send("GET", app.url() + "/kept");
    }

    assertThat(metrics.registry().scrape())
        .contains(
            "cache_gets_total{result=\"hit\"} 2.0",
            "cache_gets_total{result=\"miss\"} 1.0",
            "cache_gets_total{result=\"stale\"} 0.0",
            "cache_size 1.0");
  }

  @Test
  void thePoolTellsWhatIsOutAndWhoWaits() throws Exception {
    try (Metrics others = Metrics.create();
        Trestle small = others.start(holding(PoolTimes.defaults().withTimeout(Duration.ZERO)))) {
      CompletableFuture<Integer> held = begin(small, "/holds");
      taken.await();
      CompletableFuture<Integer> waits = begin(small, "/asks/1");
      awaitLine(others.registry()::scrape, "hikaricp_connections_pending 1.0");
      assertThat(send("GET", small.url() + "/asks/1")).isEqualTo(503);

      assertThat(others.registry().scrape())
          .contains(
              "hikaricp_connections_active 1.0",
              "hikaricp_connections_idle 0.0",
              "hikaricp_connections_max 1.0",
              "trestle_pool_refused_total{when=\"at once\"} 1.0",
              "trestle_pool_refused_total{when=\"after waiting\"} 0.0");

      release.countDown();
      assertThat(held.join()).isEqualTo(200);
      assertThat(waits.join()).isEqualTo(200);
      awaitLine(others.registry()::scrape, "hikaricp_connections_active 0.0");
    }
  }

  @Test
  void whoWaitedInVainIsToldFromWhoCouldNotWait() throws Exception {
    PoolTimes soon = PoolTimes.defaults().withTimeout(Duration.ofMillis(250));
    try (Metrics others = Metrics.create();
        Trestle small = others.start(holding(soon))) {
      small
          .db()
          .transaction(tx -> {
            tx.dsl().fetch("select 1");
            assertThat(send("GET", small.url() + "/asks/1")).isEqualTo(503);
          });

      assertThat(others.registry().scrape())
          .contains(
              "trestle_pool_refused_total{when=\"at once\"} 0.0",
              "trestle_pool_refused_total{when=\"after waiting\"} 1.0");
    }
  }

  private static TrestleBuilder holding(PoolTimes times) {
    RouteDefinition holds =
        route(
            "/holds",
            call ->
                call.db()
                    .transactionResult(tx -> {
                      tx.dsl().fetch("select 1");
                      taken.countDown();
                      release.await();
                      return Response.text("held");
                    }));
    return application()
        .routes(() -> List.of(holds))
        .connections(it -> it.poolSize(1).poolQueue(1).poolTimes(times));
  }

  private static CompletableFuture<Integer> begin(Trestle asked, String path) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return send("GET", asked.url() + path);
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        },
        task -> Thread.ofVirtual().start(task));
  }

  @Test
  void aReplicaThatIsGoneHasNoLagAndTakesNoReads() {
    DatabaseUrl nobody = DatabaseUrl.parse("postgresql://postgres@127.0.0.1:1/postgres");
    try (Metrics others = Metrics.create();
        Trestle alone = others.start(application().connections(it -> it.readReplicas(nobody)))) {
      assertThat(alone.replicaUse()).hasSize(1);
      assertThat(others.registry().scrape())
          .contains(
              "trestle_replica_lag_seconds{host=\"127.0.0.1:1\"} NaN",
              "trestle_replica_reading{host=\"127.0.0.1:1\"} 0.0");
    }
  }

  @Test
  void eachReplicaHasFiguresOfItsOwn() {
    List<ReplicaUse> replicas =
        List.of(
            new ReplicaUse("two:5432", true, Optional.of(Duration.ofMillis(250)), 0, 7, 1, 2, 3),
            new ReplicaUse("three:5432", false, Optional.of(Duration.ofHours(1)), 9, 0, 0, 0, 0));
    try (Metrics others = Metrics.create()) {
      ReplicaMeters.bind(() -> replicas, others.registry());

      assertThat(others.registry().scrape())
          .contains(
              "trestle_replica_lag_seconds{host=\"two:5432\"} 0.25",
              "trestle_replica_reading{host=\"two:5432\"} 1.0",
              "trestle_replica_reads_total{host=\"two:5432\"} 7.0",
              "trestle_replica_handed_over_total{host=\"two:5432\"} 1.0",
              "trestle_replica_connections{host=\"two:5432\"} 2.0",
              "trestle_replica_pending{host=\"two:5432\"} 3.0",
              "trestle_replica_lag_seconds{host=\"three:5432\"} 3600.0",
              "trestle_replica_reading{host=\"three:5432\"} 0.0");
    }
  }

  @Test
  void theJvmIsToldOf() {
    assertThat(metrics.registry().scrape())
        .contains("jvm_memory_used_bytes{", "jvm_threads_live_threads", "process_uptime_seconds");
  }

  @Test
  void anApplicationWithoutDatabaseAndCacheHasNoFiguresOfThem() {
    try (Metrics others = Metrics.create();
        Trestle without = others.start(Trestle.of(List::of).port(0))) {
      assertThat(without.poolUse()).isEmpty();
      assertThat(others.registry().scrape())
          .doesNotContain("hikaricp", "cache_", "trestle_replica")
          .contains("trestle_shared_lookup_statements_total 0.0");
    }
  }

  @Test
  void eachApplicationHasFiguresOfItsOwn() {
    assertThatThrownBy(() -> metrics.start(Trestle.of(List::of).port(0)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("These are the figures of another application already; make Metrics for each");
  }

  @Test
  void whatManyThreadsCountIsNotLost() {
    RequestMeters meters = new RequestMeters(metrics.registry());
    IntStream.range(0, 10_000)
        .parallel()
        .forEach(i ->
            meters.completed(
                new CompletedRequest("POST", Optional.of("/many"), 201, Duration.ofMillis(i))));

    awaitLine(requests("POST", 201, "/many", 10_000));
  }
}
