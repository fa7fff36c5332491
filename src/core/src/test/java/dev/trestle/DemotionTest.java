package dev.trestle;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.trestle.query.Transactions;
import dev.trestle.spi.RouteDefinition;
import dev.trestle.spi.RouteTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jooq.impl.DataSourceConnectionProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Connections to a server that has become read-only, while new ones lead to one that writes. */
@Timeout(60)
class DemotionTest {
  private static final int CONNECTIONS = 3;

  private static final RouteTable ROUTES =
      () ->
          List.of(
              RouteDefinition.at("/notes", "Notes")
                  .on(
                      Verb.POST,
                      call -> {
                        call.db().execute("insert into notes values (1)");
                        return Response.noContent();
                      }),
              RouteDefinition.at("/read-only", "ReadOnly")
                  .on(
                      Verb.POST,
                      call ->
                          Transactions.of(call.db())
                              .readOnly()
                              .run(tx -> {
                                tx.execute("insert into notes values (1)");
                                return Response.noContent();
                              })));

  @RegisterExtension static final Postgres postgres = new Postgres();

  private Trestle app;
  private RawHttp http;

  @BeforeAll
  static void create() {
    DSL.using(postgres.dataSource(), SQLDialect.POSTGRES).execute("create table notes (n int)");
  }

  @BeforeEach
  void start() {
    app =
        Trestle.of(ROUTES)
            .database(postgres.url())
            .connections(it -> it.poolSize(CONNECTIONS))
            .port(0)
            .start();
    http = new RawHttp(app.port());
  }

  @AfterEach
  void stop() {
    app.close();
  }

  private int write(String path) {
    return http.sendBody("POST", path, "").status();
  }

  /** Which processes of the server answer: takes all connections at once. */
  private TreeSet<Integer> sessions(String sql) throws SQLException {
    HikariDataSource pool =
        ((DataSourceConnectionProvider) app.db().configuration().connectionProvider())
            .dataSource()
            .unwrap(HikariDataSource.class);
    TreeSet<Integer> processes = new TreeSet<>();
    List<Connection> taken = new ArrayList<>();
    try {
      for (int i = 0; i < CONNECTIONS; i++) {
        Connection connection = pool.getConnection();
        taken.add(connection);
        try (Statement statement = connection.createStatement()) {
          statement.execute(sql);
        }
        processes.add(connection.unwrap(org.postgresql.PGConnection.class).getBackendPID());
      }
    } finally {
      for (Connection connection : taken) {
        connection.close();
      }
    }
    return processes;
  }

  @Test
  void theFirstWriteThatIsRefusedReplacesAllConnections() throws SQLException {
    TreeSet<Integer> before = sessions("set default_transaction_read_only = on");

    try (LoggedErrors log = new LoggedErrors()) {
      assertThat(write("/notes")).isEqualTo(503);

      for (int i = 0; i < 2 * CONNECTIONS; i++) {
        assertThat(write("/notes")).isEqualTo(204);
      }
      assertThat(log.text())
          .containsOnlyOnce("takes no writes any more; all connections to it are replaced");
    }
    assertThat(sessions("select 1")).doesNotContainAnyElementsOf(before);
  }

  @Test
  void aWriteInATransactionThatOnlyReadsReplacesNothing() throws SQLException {
    TreeSet<Integer> before = sessions("select 1");

    assertThat(write("/read-only")).isEqualTo(503);

    assertThat(sessions("select 1")).isEqualTo(before);
  }
}
