package dev.trestle.querytest;

import static dev.trestle.query.Mapping.value;
import static dev.trestle.query.Queries.prepare;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.select;

import dev.trestle.Response;
import dev.trestle.Trestle;
import dev.trestle.Verb;
import dev.trestle.query.Prepared0;
import dev.trestle.spi.Call;
import dev.trestle.spi.Parser;
import dev.trestle.spi.Policy;
import dev.trestle.spi.RouteDefinition;
import dev.trestle.testing.TestDatabase;
import java.io.IOException;
import java.net.Socket;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** R66, R116: requests that are ended while they ask the database. */
@Timeout(120)
class VanishedClientsTest {
  @RegisterExtension
  static final TestDatabase database = TestDatabase.migrated("classpath:db/migration");

  private static final int CLIENTS = 200;
  private static final int POOL = 10;
  private static final Prepared0<Boolean> SLEEP =
      prepare(() -> select(field("pg_sleep(600) is null", Boolean.class))).as(value());

  @RegisterExtension
  final WatchedApp app =
      new WatchedApp(database, POOL, () -> Trestle.of(VanishedClientsTest::routes));

  private static List<RouteDefinition> routes() {
    return List.of(
        RouteDefinition.at("/sleep/{kind}", "Sleep").on(Verb.GET, VanishedClientsTest::sleep),
        RouteDefinition.at("/limited/{kind}", "Limited")
            .on(
                Verb.GET,
                VanishedClientsTest::sleep,
                Policy.none().withTimeout(Duration.ofMillis(300))));
  }

  private static Response sleep(Call call) {
    return switch (call.variable("kind", Parser.INTEGER) % 4) {
      case 0 -> Response.json(call.db().fetch("select pg_sleep(600)").size());
      case 1 -> Response.json(SLEEP.with().fetch(call.db()));
      case 2 ->
          Response.json(
              call.db().transactionResult(tx -> tx.dsl().fetch("select pg_sleep(600)").size()));
      default ->
          Response.stream(
              "text/plain",
              out -> {
                out.write('a');
                out.flush();
                call.db().fetch("select pg_sleep(600)");
              });
    };
  }

  private Socket ask(String path) throws IOException {
    Socket socket = new Socket("127.0.0.1", app.port());
    socket
        .getOutputStream()
        .write(("GET " + path + " HTTP/1.1\r\nHost: test\r\n\r\n").getBytes(UTF_8));
    return socket;
  }

  @Test
  void twoHundredClientsThatVanishLeaveNoStatementAndNoConnection() throws Exception {
    List<Socket> clients = new ArrayList<>();
    try (CapturedLog log = new CapturedLog()) {
      for (int i = 0; i < CLIENTS; i++) {
        clients.add(ask("/sleep/" + i));
      }
      while (app.sleeping() < POOL) {
        Thread.onSpinWait();
      }
      for (Socket client : clients) {
        client.close();
      }
      // By themselves they would end in the tenth minute.
      while (app.sleeping() > 0 || app.active() > 0 || app.waiting() > 0) {
        Thread.onSpinWait();
      }

      app.close();
      assertThat(log.lines(" dev.trestle")).isEmpty();
      assertThat(log.lines("Exception")).isEmpty();
    }
  }

  @Test
  void whatTakesTooLongIsCancelledInPostgresAndAnswered503() throws Exception {
    for (int kind = 0; kind < 3; kind++) {
      try (Socket socket = ask("/limited/" + kind)) {
        String answer = new String(socket.getInputStream().readNBytes(12), UTF_8);

        assertThat(answer).isEqualTo("HTTP/1.1 503");
        assertThat(app.sleeping()).isZero();
      }
    }
  }

  @Test
  void waitingForAConnectionCountsToo() throws Exception {
    List<Connection> all = new ArrayList<>();
    for (int i = 0; i < POOL; i++) {
      all.add(app.connection());
    }
    try (Socket socket = ask("/limited/0")) {
      assertThat(new String(socket.getInputStream().readNBytes(12), UTF_8))
          .isEqualTo("HTTP/1.1 503");
      assertThat(app.waiting()).isZero();
    } finally {
      for (Connection connection : all) {
        connection.close();
      }
    }
  }
}
