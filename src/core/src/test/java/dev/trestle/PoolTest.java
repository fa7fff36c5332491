package dev.trestle;

import static dev.trestle.Served.get;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.trestle.spi.RouteDefinition;
import dev.trestle.spi.RouteTable;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.jooq.Configuration;
import org.jooq.impl.DSL;
import org.jooq.impl.DataSourceConnectionProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An application's own pool. */
@Timeout(60)
class PoolTest {
  private static final PoolTimes SHORT = PoolTimes.defaults().withTimeout(Duration.ofMillis(250));

  @RegisterExtension static final Postgres postgres = new Postgres();

  @RegisterExtension final HeldConnection connection = new HeldConnection();

  private RouteTable routes() {
    RouteDefinition needsNone = get("/needs-none", call -> Response.text("here"));
    return () -> List.of(connection.holds(), HeldConnection.asks(), needsNone);
  }

  @Test
  void whoGetsNoConnectionInTimeIsAnswered503AndTheNextIsServed() throws Exception {
    try (LoggedErrors log = new LoggedErrors();
        Trestle app =
            app(postgres.url()).connections(it -> it.poolSize(1).poolTimes(SHORT)).start()) {
      RawHttp http = new RawHttp(app.port());
      CompletableFuture<RawHttp.Answer> held =
          CompletableFuture.supplyAsync(() -> http.send("GET", "/holds"));
      connection.awaitTaken();

      RawHttp.Answer refused = http.send("GET", "/asks");

      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.header("Retry-After")).hasValue("1");
      assertThat(http.send("GET", "/needs-none").body()).isEqualTo("here");
      assertThat(log.await("Overload: "))
          .containsPattern(
              "Overload: all 1 connections are out and 1 wait for one, the first for \\d{3,} ms;")
          .doesNotContain("GET /asks");

      connection.letGo();
      assertThat(held.join().body()).isEqualTo("held");
      assertThat(http.send("GET", "/asks").body()).isEqualTo("there");
    }
  }

  @Test
  void theAddressSaysHowManyConnectionsThereAreAndHowLongTheyAreWaitedFor() throws Exception {
    DatabaseUrl url =
        DatabaseUrl.parse(postgres.url().toUri() + "?connection_limit=3&pool_timeout=2");
    try (Trestle app = app(url).start()) {
      assertThat(pool(app).getMaximumPoolSize()).isEqualTo(3);
      assertThat(pool(app).getConnectionTimeout()).isEqualTo(2_000);
    }
    try (Trestle app = app(url).connections(it -> it.poolSize(2).poolTimes(SHORT)).start()) {
      assertThat(pool(app).getMaximumPoolSize()).isEqualTo(2);
      assertThat(pool(app).getConnectionTimeout()).isEqualTo(250);
      assertThat(pool(app).getValidationTimeout()).isEqualTo(250);
    }
  }

  @Test
  void aPoolHasTheTimesThatAreSet() throws Exception {
    PoolTimes times =
        new PoolTimes(
            Duration.ZERO,
            Duration.ofMinutes(2),
            Duration.ofMinutes(1),
            Duration.ofMillis(300),
            Duration.ofSeconds(2));
    try (Trestle app = app(postgres.url()).connections(it -> it.poolTimes(times)).start()) {
      HikariDataSource pool = pool(app);
      assertThat(pool.getConnectionTimeout()).isEqualTo(Integer.MAX_VALUE);
      assertThat(pool.getMaxLifetime()).isEqualTo(120_000);
      assertThat(pool.getKeepaliveTime()).isEqualTo(60_000);
      assertThat(pool.getValidationTimeout()).isEqualTo(300);
      assertThat(pool.getLeakDetectionThreshold()).isEqualTo(2_000);
      assertThat(app.db().fetchValue("select 1")).isEqualTo(1);
    }
  }

  @Test
  void throughAPoolerNothingIsLeftPreparedOnTheServer() {
    assertThat(preparedAfterMany(postgres.url())).isPositive();
    assertThat(preparedAfterMany(DatabaseUrl.parse(postgres.url().toUri() + "?pgbouncer=true")))
        .isZero();
  }

  /** Also of what begins and ends transactions. */
  private long preparedAfterMany(DatabaseUrl url) {
    try (Trestle app = app(url).connections(it -> it.poolSize(1)).start()) {
      for (int i = 0; i < 10; i++) {
        int value = i;
        app.db().fetch(DSL.select(DSL.val(value)));
        app.db().transaction(tx -> tx.dsl().fetch(DSL.select(DSL.val(value))));
      }
      return ((Number) app.db().fetchValue("select count(*) from pg_prepared_statements"))
          .longValue();
    }
  }

  private TrestleBuilder app(DatabaseUrl url) {
    return Trestle.of(routes()).database(url).port(0);
  }

  private static HikariDataSource pool(Trestle app) throws SQLException {
    Configuration configuration = app.db().configuration();
    DataSource pool =
        ((DataSourceConnectionProvider) configuration.connectionProvider()).dataSource();
    return pool.unwrap(HikariDataSource.class);
  }
}
