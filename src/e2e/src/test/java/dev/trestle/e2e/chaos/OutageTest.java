package dev.trestle.e2e.chaos;

import static dev.trestle.support.Findings.WHOLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.support.Findings;
import java.net.http.HttpClient;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * Many clients at once while the database stands still for a moment: each is served or told to come
 * again, and then all is as before.
 */
@Scenario
class OutageTest {
  private static final int POOL = WHOLE ? 18 : 4;
  private static final int CLIENTS = WHOLE ? 2_000 : 100;
  private static final int QUEUE = WHOLE ? 900 : 20;
  private static final int REFUSED_AT_FIRST = CLIENTS - POOL - QUEUE;

  /** As long as it takes in the short form, whose every answer is known before. */
  private static final int QUEUE_MILLIS = WHOLE ? 5_000 : 120_000;

  private static final int ROUNDS = WHOLE ? 10 : 1;
  private static final int AFTERWARDS = 20;
  private static final int SECONDS = 120;

  private final Findings findings = new Findings("outage");
  private final AtomicBoolean over = new AtomicBoolean();
  private final AtomicInteger mostConnections = new AtomicInteger();
  private final Server server;

  OutageTest(Server server) {
    this.server = server;
  }

  @Test
  void whoCannotBeServedIsToldToComeAgainAndNobodyMeetsAnError() throws Exception {
    Map<String, String> settings =
        Map.of(
            "DATABASE_URL", server.url().toUri(),
            "POOL_SIZE", Integer.toString(POOL),
            "POOL_QUEUE", Integer.toString(QUEUE),
            "POOL_TIMEOUT_MS", Integer.toString(QUEUE_MILLIS));
    try (ServiceProcess service = ServiceProcess.start(settings);
        HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      String address = service.address() + "/api/users?limit=3";
      if (WHOLE) { // By then all are connected, and the service is no new one.
        Burst before = new Burst(client, address);
        before.start(CLIENTS, ROUNDS);
        before.join();
        findings.saw("%,d clients before the outage, %,d served", CLIENTS, before.count(200));
      }
      replay(service, new Burst(client, address));
      assertThatTheLogTellsOnce(service.log());
    }
  }

  private void replay(ServiceProcess service, Burst burst) throws Exception {
    Thread watch = Thread.ofPlatform().start(this::watch);
    long before = service.figure("trestle_pool_refused_total");
    findings.injected(
        "%,d clients at once, PostgreSQL with %d connections, a pool of %d with a queue of %d for"
            + " %,d ms; the table stands still until %,d were refused",
        CLIENTS, Server.CONNECTIONS, POOL, QUEUE, QUEUE_MILLIS, REFUSED_AT_FIRST);
    try (Connection holder = server.connect()) {
      lock(holder);
      burst.start(CLIENTS, ROUNDS);
      assertThat(burst.awaitRefused(REFUSED_AT_FIRST, SECONDS)).isTrue();
      service.awaitFigure(POOL, "hikaricp_connections_active");
      findings.saw(
          "in its metrics meanwhile hikaricp_connections_active %d, hikaricp_connections_pending %d",
          POOL, service.figure("hikaricp_connections_pending"));
      holder.rollback();
    }
    burst.join();
    long ended = System.nanoTime();
    findings.saw(
        "%,d served, 95 of 100 within %,d ms; %,d refused, 95 of 100 within %,d ms; %d failures",
        burst.count(200),
        burst.p95(200),
        burst.count(503),
        burst.p95(503),
        burst.failures().size());
    assertThatAllWereServedOrRefused(burst);
    long refused = before + burst.count(503);
    service.awaitFigure(refused, "trestle_pool_refused_total");
    service.awaitFigure(refused, "http_server_requests_seconds_count", "status=\"503\"");
    findings.saw(
        "in its metrics so far trestle_pool_refused_total{when=\"at once\"} %d, {when=\"after"
            + " waiting\"} %d",
        service.figure("trestle_pool_refused_total", "when=\"at once\""),
        service.figure("trestle_pool_refused_total", "when=\"after waiting\""));

    for (int i = 0; i < AFTERWARDS; i++) {
      assertThat(burst.send().status()).isEqualTo(200);
    }
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - ended);
    over.set(true);
    watch.join();
    findings.saw(
        "%d more served one after the other, %,d ms after the last; %d connections at most",
        AFTERWARDS, millis, mostConnections.get());
    assertThat(mostConnections.get()).isBetween(1, POOL);
    if (WHOLE) {
      assertThat(burst.p95(200)).isLessThanOrEqualTo(QUEUE_MILLIS + 250);
      assertThat(millis).isLessThanOrEqualTo(2_000);
    } else {
      assertThat(burst.count(503)).isEqualTo(REFUSED_AT_FIRST);
    }
  }

  private static void assertThatAllWereServedOrRefused(Burst burst) {
    assertThat(burst.failures()).isEmpty();
    assertThat(burst.answers())
        .hasSizeGreaterThanOrEqualTo(CLIENTS)
        .allSatisfy(answer -> {
          assertThat(answer.status()).as(answer.body()).isIn(200, 503);
          if (answer.status() == 503) {
            assertThat(answer.retryAfter()).matches("[1-9][0-9]*");
            assertThat(answer.body()).contains("Too many requests wait for the database");
          }
        });
  }

  private static void lock(Connection holder) throws SQLException {
    holder.setAutoCommit(false);
    try (Statement statement = holder.createStatement()) {
      statement.execute("lock table users in access exclusive mode");
    }
  }

  private void watch() {
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement()) {
      do {
        mostConnections.accumulateAndGet(Server.pooled(connection), Math::max);
      } while (!over.get() && statement.execute("select pg_sleep(0.05)"));
    } catch (SQLException e) {
      throw new AssertionError("The connections could not be counted", e);
    }
  }

  private void assertThatTheLogTellsOnce(String log) {
    log.lines().filter(line -> line.contains("verload")).forEach(line -> findings.saw("%s", line));
    assertThat(log).contains("Overload: all " + POOL + " connections are out");
    assertThat(log).doesNotContain("503 from SQLSTATE", "ERROR");
  }
}
