package dev.trestle;

import static dev.trestle.Served.get;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.spi.RouteDefinition;
import dev.trestle.spi.RouteTable;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Applications over real databases, several in this one JVM. */
class TwoApplicationsTest {
  private static final RouteTable WHERE =
      () ->
          List.of(
              get(
                  "/where",
                  call -> Response.json(call.db().fetchValue("select current_database()"))));

  @RegisterExtension static final Postgres postgres = new Postgres();

  @Test
  @Timeout(120)
  void eachAnswersFromItsOwnDatabaseAndClosesItsOwnPool() {
    try (Trestle one = app(postgres.url())) {
      one.db().execute("create database second");
      try (Trestle two = app(postgres.url().withDatabase("second"))) {
        assertThat(where(one)).isEqualTo(quoted(postgres.url().database()));
        assertThat(where(two)).isEqualTo("\"second\"");
      }
      assertThat(where(one)).isEqualTo(quoted(postgres.url().database()));
      // A server process ends a moment after its connection.
      while (!one.db().fetch("select 1 from pg_stat_activity where datname = 'second'").isEmpty()) {
        Thread.onSpinWait();
      }
    }
  }

  @Test
  void aDatabaseThatDoesNotAnswerIsNamedWithoutThePassword() {
    assertThatThrownBy(() -> app(postgres.url().withDatabase("absent")))
        .isInstanceOf(StartException.class)
        .hasMessageStartingWith("There is no database 'absent' at " + postgres.url().hosts());
    assertThatThrownBy(() -> app(DatabaseUrl.parse("postgresql://me:secret@127.0.0.1:1/app")))
        .isInstanceOf(StartException.class)
        .hasMessage(
            "No PostgreSQL answers at 127.0.0.1:1; start it or correct"
                + " postgresql://me:***@127.0.0.1:1/app.");
  }

  @Test
  void aDatabaseThatGoesAwayIsUnavailableNotAnInternalError() throws IOException {
    try (EmbeddedPostgres passing = Postgres.builder().start();
        Trestle app =
            app(DatabaseUrl.parse("postgresql://postgres@127.0.0.1:" + passing.getPort()))) {
      assertThat(where(app)).isEqualTo("\"postgres\"");

      passing.close();

      RawHttp.Answer answer = new RawHttp(app.port()).send("GET", "/where", "X-Request-Id: r9");
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.header("Retry-After")).contains("1");
      assertThat(answer.body())
          .isEqualTo(
              "{\"error\":\"The database is not available; try again\",\"requestId\":\"r9\"}");
    }
  }

  @Test
  void aRouteThatNeedsADatabaseSaysSoInTheLogOnly() {
    try (Trestle none = Trestle.of(WHERE).port(0).start()) {
      assertThat(new RawHttp(none.port()).send("GET", "/where").status()).isEqualTo(500);
      assertThatThrownBy(none::db).hasMessage("This application has no database");
    }
  }

  @Test
  void aStreamHoldsNoConnectionWhileItsClientReadsSlowly() throws IOException {
    CountDownLatch read = new CountDownLatch(1);
    RouteDefinition stream =
        get(
            "/stream",
            call ->
                Response.stream(
                    "text/plain",
                    out -> {
                      out.write(call.db().fetchValue("select 'one'").toString().getBytes(UTF_8));
                      out.flush();
                      read.await();
                      out.write(call.db().fetchValue("select 'two'").toString().getBytes(UTF_8));
                    }));
    RouteTable routes = () -> List.of(stream, WHERE.routes().getFirst());
    try (Trestle app =
            Trestle.of(routes)
                .database(postgres.url())
                .connections(it -> it.poolSize(1))
                .port(0)
                .start();
        RawConnection connection = new RawConnection(app.port())) {
      connection.send("GET /stream HTTP/1.1").head();
      assertThat(connection.chunkText()).isEqualTo("one");

      assertThat(where(app)).isEqualTo(quoted(postgres.url().database()));

      read.countDown();
      assertThat(new String(connection.chunks(), UTF_8)).isEqualTo("two");
    }
  }

  private static String quoted(String name) {
    return '"' + name + '"';
  }

  private static Trestle app(DatabaseUrl url) {
    return Trestle.of(WHERE).database(url).connections(it -> it.poolSize(2)).port(0).start();
  }

  private static String where(Trestle app) {
    return new RawHttp(app.port()).send("GET", "/where").body();
  }
}
