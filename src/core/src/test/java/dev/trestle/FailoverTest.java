package dev.trestle;

import static dev.trestle.Served.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.spi.RouteDefinition;
import dev.trestle.spi.RouteTable;
import dev.trestle.support.Findings;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A primary that is replaced by its promoted standby, while requests write. Both are named as
 * replicas, as a list that never changes would have them.
 */
@Timeout(120)
class FailoverTest {
  private static final int CLIENTS = 4;
  private static final int CONNECTIONS = 3;

  private static final RouteTable ROUTES =
      () ->
          List.of(
              RouteDefinition.at("/notes/{n}", "Notes")
                  .on(
                      Verb.POST,
                      call -> {
                        int n = Integer.parseInt(call.request().variable("n"));
                        call.db().execute("insert into notes values (" + n + ")");
                        return Response.noContent();
                      }),
              get(
                  "/port",
                  call -> Response.text("" + call.db().fetchValue("select inet_server_port()"))));

  private final AtomicInteger next = new AtomicInteger();
  private final AtomicBoolean over = new AtomicBoolean();
  private final Queue<Integer> written = new ConcurrentLinkedQueue<>();
  private final Queue<Integer> refused = new ConcurrentLinkedQueue<>();
  private final Findings findings = new Findings("failover");
  private ReplicatedPostgres servers;

  @BeforeEach
  void open() throws Exception {
    servers = ReplicatedPostgres.start();
    servers.primary().execute("create table notes (n int primary key)");
  }

  @AfterEach
  void close() throws Exception {
    servers.close();
  }

  private Trestle start(DatabaseUrl url) {
    return Trestle.of(ROUTES)
        .database(url)
        .connections(it -> it.readReplicas(url).poolSize(CONNECTIONS))
        .port(0)
        .start();
  }

  private void write(RawHttp http) {
    while (!over.get()) {
      int n = next.incrementAndGet();
      int status = http.sendBody("POST", "/notes/" + n, "").status();
      if (status == 204) {
        written.add(n);
      } else {
        refused.add(status);
      }
    }
  }

  private void awaitWrites(int more) {
    int enough = written.size() + more;
    while (written.size() < enough) {
      Thread.onSpinWait();
    }
  }

  @Test
  void whenThePrimaryIsKilledItsPromotedStandbyIsWrittenToAndNothingThatWasToldIsLost()
      throws Exception {
    try (Trestle app = start(servers.url(""));
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
      RawHttp http = new RawHttp(app.port());
      List<? extends Future<?>> running =
          IntStream.range(0, CLIENTS).mapToObj(i -> clients.submit(() -> write(http))).toList();
      awaitWrites(50);

      findings.injected(
          "the primary killed (-9) under %d clients that write, its standby promoted", CLIENTS);
      servers.killPrimary();
      servers.promote();
      awaitWrites(50);
      over.set(true);
      for (Future<?> client : running) {
        client.get();
      }

      assertThat(http.send("GET", "/port").body()).isEqualTo("" + servers.standbyPort());
    }
    assertThat(refused).allMatch(status -> status == 503);
    assertThat(servers.standby().fetch("select n from notes").getValues(0, Integer.class))
        .containsAll(written);
    findings.saw(
        "%d writes acknowledged, none of which is missing; %d were 503",
        written.size(), refused.size());
  }
}
