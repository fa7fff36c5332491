package dev.trestle.e2e.chaos;

import static dev.trestle.support.Findings.WHOLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.trestle.e2e.Processes;
import dev.trestle.support.Findings;
import dev.trestle.testing.PoolerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The database and the way to it fail under load, and come back. One service for all of it, which
 * nobody starts again.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Scenario
class FaultsTest {
  private static final int CLIENTS = WHOLE ? 64 : 8;
  private static final int POOL = 6;
  private static final int SERVED = WHOLE ? 5_000 : 50;
  private static final int REFUSED = WHOLE ? 500 : 8;
  private static final String ANSWERS = "http_server_requests_seconds_count";
  private static final String REFUSALS = "status=\"503\"";

  private final Server server;
  private Relay network;
  private ServiceProcess service;

  FaultsTest(Server server) {
    this.server = server;
  }

  /** Something that is done to what a service needs. */
  @FunctionalInterface
  private interface Fault {
    void happen() throws IOException, InterruptedException;
  }

  @BeforeAll
  void start() throws Exception {
    network = Relay.to(server.port());
    Map<String, String> settings = new HashMap<>();
    settings.put("DATABASE_URL", server.url(network.port()).toUri() + "?socket_timeout=2");
    settings.put("DIRECT_URL", server.url(network.port()).toUri());
    settings.put("POOL_SIZE", Integer.toString(POOL));
    settings.put("POOL_TIMEOUT_MS", "1000");
    service = ServiceProcess.start(settings);
  }

  @AfterAll
  void stop() throws Exception {
    service.close();
    network.close();
  }

  @Test
  void aDatabaseThatIsKilledAndStartedAgainUnderLoad() throws Exception {
    survives(
        new Findings("database"),
        "PostgreSQL killed (-9) with all of its processes, and started again at the same address",
        server::kill,
        server::restart);
  }

  @Test
  void aNetworkThatIsCut() throws Exception {
    survives(
        new Findings("network"),
        "all connections to the database cut, and no new ones",
        network::cut,
        network::heal);
  }

  @Test
  void aNetworkThatSwallowsWhatIsSent() throws Exception {
    survives(
        new Findings("network"),
        "nothing arrives any more on the way to the database, and nobody is told; socket_timeout=2",
        network::silence,
        network::heal);
  }

  @Test
  void aNetworkThatIsSlow() throws Exception {
    Findings findings = new Findings("network");
    long before = service.figure(ANSWERS, REFUSALS);
    try (Load load = Load.of(service.address(), CLIENTS)) {
      assertThat(load.awaitServed(SERVED)).isTrue();
      findings.injected("each packet to and from the database takes %d ms", Relay.DELAY.toMillis());
      network.slow();
      assertThat(load.awaitServed(SERVED / 10)).isTrue();
      network.heal();
      assertThat(load.awaitServed(SERVED)).isTrue();
      load.end();
      assertThatAllIsWell(service, before, load, findings);
    }
  }

  @Test
  void aPoolerThatIsStartedAgain() throws Exception {
    assumeTrue(
        Stream.of("/usr/sbin", "/usr/bin", "/usr/local/bin", "/opt/homebrew/bin")
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "pgbouncer"))),
        "pgbouncer is not installed; on Debian: apt-get install pgbouncer");
    PoolerProcess first = PoolerProcess.start(server.url(), POOL);
    Queue<PoolerProcess> later = new ConcurrentLinkedQueue<>();
    Map<String, String> settings = new HashMap<>();
    try (Relay way = Relay.to(port(first))) {
      settings.put("DATABASE_URL_POOLER", server.url(way.port()).toUri());
      settings.put("DIRECT_URL", server.url().toUri());
      settings.put("POOL_SIZE", Integer.toString(2 * POOL));
      settings.put("POOL_TIMEOUT_MS", "1000");
      try (ServiceProcess behind = ServiceProcess.start(settings)) {
        survives(
            behind,
            new Findings("pooler"),
            "PgBouncer ended, and started again",
            first::close,
            () -> {
              later.add(PoolerProcess.start(server.url(), POOL));
              way.lead(port(later.element()));
            });
      }
    } finally {
      first.close();
      later.forEach(PoolerProcess::close);
    }
  }

  private int port(PoolerProcess pooler) {
    return Integer.parseInt(pooler.url("postgres").hosts().split(":")[1]);
  }

  private void survives(Findings findings, String what, Fault begin, Fault end) throws Exception {
    survives(service, findings, what, begin, end);
  }

  private void survives(
      ServiceProcess service, Findings findings, String what, Fault begin, Fault end)
      throws Exception {
    long before = service.figure(ANSWERS, REFUSALS);
    try (Load load = Load.of(service.address(), CLIENTS)) {
      assertThat(load.awaitServed(SERVED)).isTrue();
      findings.injected("%s; under %d clients that read and transfer", what, CLIENTS);
      begin.happen();
      assertThat(load.awaitRefused(REFUSED)).isTrue();
      findings.saw(
          "meanwhile /readyz is %d; in its metrics hikaricp_connections_active %d, _idle %d, _pending"
              + " %d; %,d statements with outcome=\"error\"",
          Processes.get(service.address() + "/readyz").statusCode(),
          service.figure("hikaricp_connections_active"),
          service.figure("hikaricp_connections_idle"),
          service.figure("hikaricp_connections_pending"),
          service.figure("db_client_operation_duration_seconds_count", "outcome=\"error\""));
      long began = System.nanoTime();
      end.happen();
      assertThat(load.awaitServed(1)).isTrue();
      findings.saw(
          "the first is served %,d ms after it began to come back",
          TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
      assertThat(load.awaitServed(SERVED)).isTrue();
      load.end();
      assertThatAllIsWell(service, before, load, findings);
    }
  }

  private void assertThatAllIsWell(
      ServiceProcess service, long before, Load load, Findings findings) throws Exception {
    findings.saw(
        "answers %s, of which %s; %d broken off",
        load.statuses(), load.errors(), load.failures().size());
    assertThat(load.failures()).isEmpty();
    assertThat(load.statuses().keySet()).isSubsetOf(200, 503);
    assertThat(load.errors().keySet())
        .isSubsetOf(
            "{\"error\":\"The database is not available; try again\"}",
            "{\"error\":\"Too many requests wait for the database; try again\"}");
    service.awaitFigure(before + load.count(503), ANSWERS, REFUSALS);
    service.awaitFigure(0, "hikaricp_connections_active");
    service.awaitFigure(0, "hikaricp_connections_pending");
    awaitIdle();
    assertThat(server.number("select count(*) from ledger where opening <> 1000000")).isZero();
  }

  /** Returns once no connection is in use any more. */
  private void awaitIdle() throws SQLException {
    while (server.busy() > 0) {
      Thread.onSpinWait();
    }
  }
}
