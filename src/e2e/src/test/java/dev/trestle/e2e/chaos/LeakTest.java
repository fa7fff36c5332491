package dev.trestle.e2e.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.PoolTimes;
import dev.trestle.Response;
import dev.trestle.Trestle;
import dev.trestle.Verb;
import dev.trestle.metrics.PoolAlarm;
import dev.trestle.metrics.PoolAlarmSettings;
import dev.trestle.spi.Handler;
import dev.trestle.spi.RouteDefinition;
import dev.trestle.support.Findings;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import org.jooq.ConnectionProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A function that never gives its connections back. */
@Scenario
class LeakTest {
  private static final int POOL = 4;
  private static final Duration LEAK = Duration.ofSeconds(2);

  private final Findings findings = new Findings("leak");
  private final Queue<Runnable> leaked = new ConcurrentLinkedQueue<>();
  private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
  private final HttpClient client = HttpClient.newHttpClient();
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private final PrintStream before = System.err;
  private final Server server;

  LeakTest(Server server) {
    this.server = server;
  }

  @BeforeEach
  void listen() {
    System.setErr(new PrintStream(log, true, UTF_8));
  }

  @AfterEach
  void close() {
    System.setErr(before);
    client.close();
  }

  @Test
  void itIsNamedByItsRouteAndTheRequestsThatHaveTakenThem() throws Exception {
    RouteDefinition leaks =
        get(
            "/api/reports/{id}",
            call -> {
              ConnectionProvider pool = call.db().configuration().connectionProvider();
              Connection taken = pool.acquire();
              leaked.add(() -> pool.release(taken));
              return Response.text("made");
            });
    RouteDefinition asks =
        get("/api/asks", call -> Response.text("" + call.db().fetchValue("select 'there'")));
    RouteDefinition hook =
        RouteDefinition.at("/hook", "LeakTest")
            .on(
                Verb.POST,
                call -> {
                  told.add(call.request().text());
                  return Response.noContent();
                });
    try (Trestle receiver = Trestle.of(() -> List.of(hook)).port(0).start();
        Trestle app =
            Trestle.of(() -> List.of(leaks, asks))
                .database(server.url())
                .connections(it ->
                    it.poolSize(POOL).poolQueue(0).poolTimes(PoolTimes.defaults().withLeak(LEAK)))
                .port(0)
                .start();
        PoolAlarm alarm = PoolAlarm.start(app, alarm(receiver))) {
      findings.injected("a pool of %d, each connection leaked by GET /api/reports/{id}", POOL);
      for (int i = 1; i <= POOL; i++) {
        assertThat(send(app, "/api/reports/" + i, "leaks-" + i).statusCode()).isEqualTo(200);
      }
      HttpResponse<String> refused = send(app, "/api/asks", "asks");
      findings.saw("the next is %d %s", refused.statusCode(), refused.body());
      assertThat(refused.statusCode()).isEqualTo(503);
      awaitLog("out for the longest: GET /api/reports/{id} [leaks-1], for ");
      for (int i = 1; i <= POOL; i++) {
        awaitLog("GET /api/reports/{id} [leaks-" + i + "] has had a connection for ");
      }
      assertThat(app.poolUse().orElseThrow().active()).isEqualTo(POOL);
      assertThat(told.take()).contains("\"pool_use_high\"", "\"active\":4,\"idle\":0");
      leaked.forEach(Runnable::run);
      awaitLog("GET /api/reports/{id} [leaks-1] has given its connection back after ");
      assertThat(send(app, "/api/asks", "again").body()).isEqualTo("there");
      assertThat(told.take()).contains("\"pool_use_normal\"");
    }
    log.toString(UTF_8)
        .lines()
        .filter(line -> line.contains("WARN dev.trestle"))
        .forEach(line -> findings.saw("%s", line));
  }

  /** Sooner than usual, which is after 30 seconds. */
  private static PoolAlarmSettings alarm(Trestle receiver) {
    return PoolAlarmSettings.defaults()
        .withAfter(Duration.ofSeconds(1))
        .withWebhook(URI.create(receiver.url() + "/hook"));
  }

  private static RouteDefinition get(String template, Handler function) {
    return RouteDefinition.at(template, "LeakTest").on(Verb.GET, function);
  }

  private HttpResponse<String> send(Trestle app, String path, String id) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(app.url() + path)).header("X-Request-Id", id).build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private void awaitLog(String text) {
    while (!log.toString(UTF_8).contains(text)) {
      LockSupport.parkNanos(10_000_000);
    }
  }
}
