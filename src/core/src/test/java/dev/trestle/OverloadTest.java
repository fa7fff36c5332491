package dev.trestle;

import static dev.trestle.Served.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.internal.admission.AdmittedConnections;
import dev.trestle.spi.Policy;
import dev.trestle.spi.RouteDefinition;
import dev.trestle.spi.RouteTable;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What clients and the log are told while more is asked than one connection can do. */
@Timeout(60)
class OverloadTest {
  @RegisterExtension static final Postgres postgres = new Postgres();

  @RegisterExtension final HeldConnection connection = new HeldConnection();

  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch goOn = new CountDownLatch(1);
  private final AtomicInteger failures = new AtomicInteger();

  @AfterEach
  void release() {
    goOn.countDown();
  }

  private RouteTable routes() {
    RouteDefinition asksTwice =
        get(
            "/asks-twice",
            call -> {
              call.db().fetch("select 1");
              begun.countDown();
              goOn.await();
              return Response.text(call.db().fetchValue("select 'twice'").toString());
            });
    RouteDefinition hurries =
        get("/hurries", call -> Response.text(call.db().fetchValue("select 'there'").toString()))
            .with(Verb.GET, Policy.none().withTimeout(Duration.ofMillis(1)));
    return () -> List.of(connection.holds(), HeldConnection.asks(), asksTwice, hurries);
  }

  private Trestle app(int queue) {
    return Trestle.of(routes())
        .database(postgres.url())
        .connections(it ->
            it.poolSize(1)
                .poolQueue(queue)
                .poolTimes(PoolTimes.defaults().withTimeout(Duration.ZERO)))
        .onFailure(failure -> failures.incrementAndGet())
        .port(0)
        .start();
  }

  private static void awaitWaiting(Trestle app, int count) {
    AdmittedConnections connections =
        (AdmittedConnections) app.db().configuration().connectionProvider();
    while (connections.waiting() != count) {
      Thread.onSpinWait();
    }
  }

  private static CompletableFuture<RawHttp.Answer> begin(RawHttp http, String path) {
    return CompletableFuture.supplyAsync(
        () -> http.send("GET", path), task -> Thread.ofVirtual().start(task));
  }

  @Test
  void whoFindsTheQueueFullIsAnswered503AndTheLogTellsOnce() throws Exception {
    try (LoggedErrors log = new LoggedErrors();
        Trestle app = app(1)) {
      RawHttp http = new RawHttp(app.port());
      CompletableFuture<RawHttp.Answer> held = begin(http, "/holds");
      connection.awaitTaken();
      CompletableFuture<RawHttp.Answer> waits = begin(http, "/asks");
      awaitWaiting(app, 1);

      for (int i = 0; i < 5; i++) {
        RawHttp.Answer refused = http.send("GET", "/asks");

        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.header("Retry-After").orElseThrow()).matches("[1-9][0-9]*");
        assertThat(refused.body())
            .startsWith(
                "{\"error\":\"Too many requests wait for the database; try again\",\"requestId\":");
      }

      connection.letGo();
      assertThat(held.join().body()).isEqualTo("held");
      assertThat(waits.join().body()).isEqualTo("there");
      assertThat(http.send("GET", "/asks").body()).isEqualTo("there");
      assertThat(log.await("The overload is over"))
          .containsOnlyOnce("Overload: all 1 connections are out and 1 wait for one, the first for")
          .contains("at most 1 may, for 0 ms (POOL_QUEUE, POOL_TIMEOUT_MS)")
          .contains(
              "out for the longest: GET /holds ["
                  + held.join().header("X-Request-Id").orElseThrow()
                  + "], for ")
          .containsOnlyOnce("ms 5 were refused at once and 0 after waiting")
          .doesNotContain("GET /asks");
      assertThat(failures).hasValue(0);
    }
  }

  @Test
  void whoHasHadAConnectionIsNotRefusedTheNext() throws Exception {
    try (Trestle app = app(0)) {
      RawHttp http = new RawHttp(app.port());
      CompletableFuture<RawHttp.Answer> twice = begin(http, "/asks-twice");
      begun.await();
      CompletableFuture<RawHttp.Answer> held = begin(http, "/holds");
      connection.awaitTaken();
      assertThat(http.send("GET", "/asks").status()).isEqualTo(503);

      goOn.countDown();
      awaitWaiting(app, 1);
      connection.letGo();

      assertThat(held.join().body()).isEqualTo("held");
      assertThat(twice.join().body()).isEqualTo("twice");
    }
  }

  @Test
  void whoseTimeIsOverLeavesTheQueueToOthers() throws Exception {
    try (Trestle app = app(1)) {
      RawHttp http = new RawHttp(app.port());
      CompletableFuture<RawHttp.Answer> held = begin(http, "/holds");
      connection.awaitTaken();

      for (int i = 0; i < 3; i++) {
        assertThat(http.send("GET", "/hurries").body()).contains("This took too long");
        awaitWaiting(app, 0);
      }

      CompletableFuture<RawHttp.Answer> waits = begin(http, "/asks");
      awaitWaiting(app, 1);
      connection.letGo();
      assertThat(held.join().body()).isEqualTo("held");
      assertThat(waits.join().body()).isEqualTo("there");
    }
  }
}
