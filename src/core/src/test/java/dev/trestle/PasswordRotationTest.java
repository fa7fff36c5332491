package dev.trestle;

import static dev.trestle.Served.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.trestle.spi.RouteTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jooq.impl.DataSourceConnectionProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A role whose password changes while requests run, at a server that asks for it. */
class PasswordRotationTest {
  private static final int ROTATIONS = 10;
  private static final int CLIENTS = 4;
  private static final RouteTable ROUTES =
      () ->
          List.of(
              get(
                  "/who",
                  call -> Response.text(call.db().fetchValue("select current_user").toString())));

  @RegisterExtension static final Postgres postgres = Postgres.alone();

  private final AtomicReference<String> password = new AtomicReference<>("first");
  private final AtomicInteger asked = new AtomicInteger();

  @BeforeAll
  static void askForThePassword() throws Exception {
    execute("create role rotating login password 'first'");
    Path rules = Path.of(value("show hba_file"));
    String all = Files.readString(rules);
    Files.writeString(rules, "host all rotating 127.0.0.1/32 scram-sha-256\n" + all);
    execute("select pg_reload_conf()");
  }

  @Test
  @Timeout(60)
  void noRequestFailsWhileThePasswordRotates() throws Exception {
    String address = postgres.url().toUri().replace("//postgres@", "//rotating@");
    DatabaseUrl url = DatabaseUrl.parse(address).withPassword(this::current);
    AtomicBoolean over = new AtomicBoolean();
    Queue<String> answers = new ConcurrentLinkedQueue<>();
    try (Trestle app = start(url);
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
      RawHttp http = new RawHttp(app.port());
      List<? extends Future<?>> running =
          IntStream.range(0, CLIENTS)
              .mapToObj(i ->
                  clients.submit(() -> {
                    while (!over.get()) {
                      answers.add(http.send("GET", "/who").body());
                    }
                  }))
              .toList();
      for (int i = 0; i < ROTATIONS; i++) {
        rotate("password " + i);
        reopen(app, answers);
      }
      over.set(true);
      for (Future<?> client : running) {
        client.get();
      }
    }
    assertThat(answers).containsOnly("rotating").hasSizeGreaterThan(ROTATIONS);
  }

  @Test
  void aPasswordThatDoesNotHoldOrIsNotThereIsNoStart() {
    DatabaseUrl url =
        DatabaseUrl.parse(postgres.url().toUri().replace("//postgres@", "//rotating@"));

    assertThatThrownBy(() -> start(url.withPassword(() -> "none of these")))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("refused the login of 'rotating'")
        .hasMessageNotContaining("none of these");
    assertThatThrownBy(() ->
            start(
                url.withPassword(() -> {
                  throw new IllegalStateException("the vault is closed");
                })))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("There is no password for postgresql://rotating:***@")
        .hasMessageContaining("the vault is closed");
  }

  private static Trestle start(DatabaseUrl url) {
    return Trestle.of(ROUTES).database(url).connections(it -> it.poolSize(2)).port(0).start();
  }

  private String current() {
    asked.incrementAndGet();
    return password.get();
  }

  /** For a moment the provider is behind the server: who connects then has to try again. */
  private void rotate(String next) throws SQLException {
    execute("alter role rotating password '" + next + "'");
    password.set(next);
  }

  /** Has all connections opened anew, and returns once one with this password was used. */
  private void reopen(Trestle app, Queue<String> answers) throws SQLException {
    int before = asked.get();
    pool(app).getHikariPoolMXBean().softEvictConnections();
    int answered = answers.size();
    while (asked.get() == before || answers.size() < answered + 2 * CLIENTS) {
      Thread.onSpinWait();
    }
  }

  private static HikariDataSource pool(Trestle app) throws SQLException {
    return ((DataSourceConnectionProvider) app.db().configuration().connectionProvider())
        .dataSource()
        .unwrap(HikariDataSource.class);
  }

  private static void execute(String sql) throws SQLException {
    try (Connection connection = postgres.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String value(String sql) throws SQLException {
    try (Connection connection = postgres.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }
}
