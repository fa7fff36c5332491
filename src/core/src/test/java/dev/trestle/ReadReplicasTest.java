package dev.trestle;

import static dev.trestle.Condition.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.select;

import com.zaxxer.hikari.HikariDataSource;
import dev.trestle.support.Findings;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Where statements go with a primary and a standby that follows it, both real. */
@Timeout(120)
class ReadReplicasTest {
  private static final Findings FINDINGS = new Findings("replica");
  private static final Duration SECOND = Duration.ofSeconds(1);

  private static ReplicatedPostgres servers;
  private static Trestle app;
  private static RawHttp http;
  private static final AtomicInteger NEXT = new AtomicInteger();

  @BeforeAll
  static void open() throws Exception {
    servers = ReplicatedPostgres.start();
    servers.primary().execute("create table notes (n int)");
    servers.primary().execute("insert into notes values (0)");
    servers
        .primary()
        .execute(
            "create function note(n int) returns int language sql volatile"
                + " as 'insert into notes values (n) returning n'");
    servers
        .primary()
        .execute(
            "create function slowly() returns boolean language plpgsql as 'begin if"
                + " pg_is_in_recovery() then perform pg_sleep(600); end if; return true; end'");
    servers.followLater();
    servers.standby().execute("alter system set max_standby_streaming_delay = 0");
    servers.standby().execute("select pg_reload_conf()");
    app = start(servers.standbyUrl(), Duration.ofHours(1));
    http = new RawHttp(app.port());
    await(() -> figures(app).reading());
  }

  private static Trestle start(DatabaseUrl replicas, Duration maxLag) {
    return application(replicas).connections(it -> it.replicaMaxLag(maxLag)).start();
  }

  private static TrestleBuilder application(DatabaseUrl replicas) {
    return Trestle.of(ReplicaRoutes.TABLE)
        .database(servers.url(""))
        .connections(it -> it.readReplicas(replicas).replicaMaxLag(Duration.ofHours(1)).poolSize(2))
        .cache(new StillStore())
        .port(0);
  }

  @AfterAll
  static void close() throws Exception {
    app.close();
    servers.close();
  }

  @BeforeEach
  void awaitComparison() {
    await(() -> figures(app).reading() && figures(app).lag().isPresent());
  }

  @AfterEach
  void follow() {
    servers.standby().execute("select pg_wal_replay_resume()");
    String end = servers.primary().fetchValue("select pg_current_wal_insert_lsn()").toString();
    servers
        .primary()
        .execute("insert into notes values (-1)"); // Behind a page's header is a record.
    ReplicatedPostgres.await(
        servers.standby(), "select pg_last_wal_replay_lsn() >= cast('" + end + "' as pg_lsn)");
  }

  private static ReplicaUse figures(Trestle of) {
    return of.replicaUse().getFirst();
  }

  private static String read(String path, String... headers) {
    RawHttp.Answer answer = http.send("GET", path, headers);
    assertThat(answer.status()).isEqualTo(200);
    return answer.body();
  }

  private static String primaryPort() {
    return "" + servers.primaryPort();
  }

  private static String standbyPort() {
    return "" + servers.standbyPort();
  }

  /** What a client sends from now on. */
  private static String cookie(RawHttp.Answer answer) {
    String set = answer.header("Set-Cookie").orElseThrow();
    return "Cookie: " + set.substring(0, set.indexOf(';'));
  }

  private static void pause() {
    servers.standby().execute("select pg_wal_replay_pause()");
    ReplicatedPostgres.await(
        servers.standby(), "select pg_get_wal_replay_pause_state() = 'paused'");
  }

  @Test
  void whatAGetFunctionReadsAReplicaAnswers() {
    assertThat(read("/server")).isEqualTo(standbyPort());
    assertThat(read("/prepared")).isEqualTo(standbyPort());
    assertThat(read("/shared")).isEqualTo(standbyPort());
    assertThat(http.send("HEAD", "/server").status()).isEqualTo(200);
  }

  @Test
  void aTransactionThatIsReadOnlyIsAReplicasAsAWholeUnlessItIsSerializable() {
    assertThat(read("/read-only")).isEqualTo(standbyPort());
    assertThat(read("/serializable")).isEqualTo(primaryPort());
    assertThat(read("/transaction")).isEqualTo(primaryPort());
  }

  @Test
  void otherFunctionsReadThePrimary() {
    assertThat(http.sendBody("POST", "/server", "").body()).isEqualTo(primaryPort());
  }

  @Test
  void whoAsksForThePrimaryIsAnsweredByIt() {
    assertThat(read("/primary")).isEqualTo(primaryPort());
  }

  @Test
  void aLockIsThePrimarysAndWhatIsReadAfterItToo() {
    assertThat(read("/lock")).isEqualTo(primaryPort());
  }

  @Test
  void aWriteInAGetFunctionIsThePrimarysAndWhatIsReadAfterItToo() {
    int n = NEXT.incrementAndGet();
    assertThat(read("/update/" + n)).isEqualTo(standbyPort() + " " + primaryPort());
    assertThat(servers.primary().fetchCount(select(field("n")).from("notes").where("n = " + n)))
        .isEqualTo(1);
  }

  @Test
  void aWriteThatIsHiddenInAFunctionIsRefusedByTheReplicaAndRunByThePrimary() {
    int n = NEXT.incrementAndGet();
    long before = figures(app).handedOver();
    RawHttp.Answer answer = http.send("GET", "/hidden-write/" + n);

    assertThat(answer.body()).isEqualTo(standbyPort() + " " + primaryPort());
    assertThat(figures(app).handedOver()).isEqualTo(before + 1);
    assertThat(servers.primary().fetchCount(select(field("n")).from("notes").where("n = " + n)))
        .isEqualTo(1);
    assertThat(answer.header("Set-Cookie")).isPresent();
  }

  @Test
  void aMistakeIsTheSameMistakeOnThePrimary() {
    assertThat(http.send("GET", "/wrong").status()).isGreaterThanOrEqualTo(400);
  }

  @Test
  void whatHasNotArrivedAtTheReplicaIsAskedOfThePrimary() {
    pause();
    servers.primary().execute("create table later (n int)");
    long before = figures(app).handedOver();

    assertThat(read("/later")).isEqualTo("0");
    assertThat(figures(app).handedOver()).isEqualTo(before + 1);
  }

  @Test
  void aClientReadsItsOwnWritesFromThePrimaryUntilTheReplicaHasThem() {
    pause();
    String path = "/notes/" + NEXT.incrementAndGet();
    String cookie = cookie(http.sendBody("POST", path, ""));

    assertThat(read(path)).isEqualTo("0");
    assertThat(read(path, cookie)).isEqualTo("1");
    assertThat(read("/server", cookie)).isEqualTo(primaryPort());

    follow();
    await(() -> read("/server", cookie).equals(standbyPort()));
    assertThat(read(path, cookie)).isEqualTo("1");
    assertThat(read(path)).isEqualTo("1");
  }

  @Test
  void anErrorAfterAWriteTellsThePositionToo() {
    pause();
    String path = "/notes/" + NEXT.incrementAndGet();
    RawHttp.Answer refused = http.sendBody("PUT", path, "");

    assertThat(refused.status()).isEqualTo(409);
    assertThat(read(path, cookie(refused))).isEqualTo("1");
  }

  @Test
  void whatAGetFunctionWritesItsClientReads() {
    pause();
    int n = NEXT.incrementAndGet();
    RawHttp.Answer wrote = http.send("GET", "/update/" + n);

    assertThat(read("/notes/" + n, cookie(wrote))).isEqualTo("1");
  }

  @Test
  void whoOnlyReadsIsToldNoPosition() {
    assertThat(http.send("GET", "/server").header("Set-Cookie")).isEmpty();
    assertThat(http.send("GET", "/primary").header("Set-Cookie")).isEmpty();
  }

  @Test
  void aPositionThatIsMadeUpIsAnsweredByThePrimaryAtOnceAndNonsenseIsIgnored() {
    String most = Long.toString(Long.MAX_VALUE, 36);

    assertThat(read("/server", "Cookie: trestle-position=" + most)).isEqualTo(primaryPort());
    for (String nonsense : List.of("", "-1", "%00", most + "0", "x".repeat(3_000))) {
      assertThat(read("/server", "Cookie: trestle-position=" + nonsense)).isEqualTo(standbyPort());
    }
  }

  @Test
  void whatIsMadeToBeKeptIsMadeFromThePrimary() {
    assertThat(read("/kept")).isEqualTo(primaryPort());
  }

  @Test
  void callsOfASharedLookupMeetOnlyThoseThatReadFromTheSameServer() {
    pause();
    String cookie = cookie(http.sendBody("POST", "/notes/" + NEXT.incrementAndGet(), ""));

    assertThat(read("/shared", cookie)).isEqualTo(primaryPort());
    assertThat(read("/shared")).isEqualTo(standbyPort());
  }

  @Test
  void whoSubscribesToEventsReadsThePrimary() {
    assertThat(read("/server", "Accept: text/event-stream")).isEqualTo(primaryPort());
  }

  @Test
  void aReadWhoseConnectionBreaksIsAnsweredAllTheSame() {
    for (int i = 0; i < 5; i++) {
      servers
          .standby()
          .execute(
              "select pg_terminate_backend(pid) from pg_stat_activity"
                  + " where backend_type = 'client backend' and pid <> pg_backend_pid()");
      assertThat(http.send("GET", "/server").status()).isEqualTo(200);
    }
    await(() -> read("/server").equals(standbyPort()));
  }

  private static final String ASLEEP = "query like '%slowly%' and wait_event = 'PgSleep'";

  /** A read on the standby, which does not end there by itself. */
  private static CompletableFuture<String> sleeping(int port) {
    CompletableFuture<String> answer =
        CompletableFuture.supplyAsync(() -> new RawHttp(port).send("GET", "/slow").body());
    ReplicatedPostgres.await(
        servers.standby(), "select count(*) = 1 from pg_stat_activity where " + ASLEEP);
    return answer;
  }

  @Test
  void aReadThatTheReplicaCancelsToFollowIsAnsweredByThePrimary() {
    long before = figures(app).handedOver();
    CompletableFuture<String> answer = sleeping(app.port());
    servers
        .primary()
        .transaction(tx -> tx.dsl().execute("lock table notes in access exclusive mode"));

    assertThat(answer.join()).isEqualTo(primaryPort());
    assertThat(figures(app).handedOver()).isEqualTo(before + 1);
  }

  @Test
  void whoFindsAllConnectionsToAReplicaTakenIs503AndNoBurdenToThePrimary() {
    try (LoggedErrors log = new LoggedErrors();
        Trestle small =
            application(servers.standbyUrl())
                .connections(it -> it.poolSize(1).poolQueue(0))
                .start()) {
      RawHttp asked = new RawHttp(small.port());
      await(() -> figures(small).reading());
      CompletableFuture<String> answer = sleeping(small.port());

      assertThat(asked.send("GET", "/server").status()).isEqualTo(503);
      assertThat(log.text())
          .contains("all 1 connections to replica 127.0.0.1:" + standbyPort() + " are out");
      assertThat(asked.sendBody("POST", "/server", "").body()).isEqualTo(primaryPort());

      servers
          .standby()
          .fetch("select pg_terminate_backend(pid) from pg_stat_activity where " + ASLEEP);
      assertThat(answer.join()).isEqualTo(primaryPort());
    }
  }

  @Test
  void aReplicaThatLagsTakesNoReadsUntilItHasFollowed() {
    try (LoggedErrors log = new LoggedErrors();
        Trestle strict = start(servers.standbyUrl(), SECOND);
        Writers writers = new Writers(strict.port(), 4, NEXT)) {
      RawHttp asked = new RawHttp(strict.port());
      writers.awaitMore(50);
      await(() -> asked.send("GET", "/server").body().equals(standbyPort()));

      FINDINGS.injected(
          "the standby's replay is paused; 4 clients write, and read what they wrote");
      pause();
      log.await("takes no reads");
      await(() -> figures(strict).lag().filter(it -> it.compareTo(SECOND) > 0).isPresent());
      await(() -> asked.send("GET", "/server").body().equals(primaryPort()));
      writers.awaitMore(50);
      await(() -> figures(strict).bytesBehind() > 0);
      FINDINGS.saw("%s; the primary answers all; %s", writers, figures(strict));

      FINDINGS.injected("the replay goes on");
      servers.standby().execute("select pg_wal_replay_resume()");
      await(() -> asked.send("GET", "/server").body().equals(standbyPort()));
      writers.awaitMore(50);
      log.await("Replica 127.0.0.1:" + standbyPort() + " takes reads again");
      FINDINGS.saw("%s; the standby answers again; %s", writers, figures(strict));
      assertThat(writers.failures()).isEmpty();
    }
  }

  @Test
  void withoutAReplicaThatMayBeReadFromThePrimaryAnswersAndTheLogTellsWhy() {
    DatabaseUrl nobody = DatabaseUrl.parse("postgresql://postgres@127.0.0.1:1/postgres");
    servers.primary().execute("create database other");
    follow();
    try (LoggedErrors log = new LoggedErrors();
        Trestle alone = start(nobody, SECOND);
        Trestle wrong = start(servers.standbyUrl("other"), SECOND)) {
      assertThat(new RawHttp(alone.port()).send("GET", "/server").body()).isEqualTo(primaryPort());
      assertThat(new RawHttp(wrong.port()).send("GET", "/server").body()).isEqualTo(primaryPort());
      log.await("Replica 127.0.0.1:1 takes no reads");
      await(() ->
          log.text()
              .contains(
                  "Replica 127.0.0.1:%s takes no reads, the others or the primary do: its database"
                          .formatted(standbyPort())
                      + " is 'other', and that of DATABASE_URL is 'postgres'"));
    }
  }

  @Test
  void ofSeveralHostsThoseAreReadFromThatFollow() {
    DatabaseUrl three =
        DatabaseUrl.parse(
            "postgresql://postgres@127.0.0.1:1,127.0.0.1:%d,127.0.0.1:%d/postgres"
                .formatted(servers.primaryPort(), servers.standbyPort()));
    try (Trestle both = start(three, Duration.ofHours(1))) {
      await(() -> both.replicaUse().stream().anyMatch(ReplicaUse::reading));
      RawHttp asked = new RawHttp(both.port());
      for (int i = 0; i < 4; i++) {
        assertThat(asked.send("GET", "/server").body()).isEqualTo(standbyPort());
      }
      assertThat(both.replicaUse()).hasSize(3);
    }
  }

  @Test
  void replicasOfNoAddressAreRefused() {
    assertThatThrownBy(() ->
            Trestle.of(ReplicaRoutes.TABLE)
                .database(new HikariDataSource())
                .connections(it -> it.readReplicas(servers.standbyUrl()))
                .start())
        .isInstanceOf(StartException.class)
        .hasMessageContaining("its database is given as a pool");
    assertThatThrownBy(() ->
            Trestle.of(ReplicaRoutes.TABLE)
                .connections(it -> it.readReplicas(servers.standbyUrl()))
                .start())
        .isInstanceOf(StartException.class)
        .hasMessageContaining("no database is given");
  }
}
