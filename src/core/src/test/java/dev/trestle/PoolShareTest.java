package dev.trestle;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jooq.impl.DataSourceConnectionProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many connections a pool has, of those that a server gives. */
class PoolShareTest {
  @RegisterExtension static final Postgres postgres = new Postgres();

  @ParameterizedTest
  @CsvSource({"50, 2, 20", "30, 2, 12", "30, 4, 6", "30, 1, 20", "5, 4, 1"})
  void itIsAReplicasShareOfFourFifthsAndTwentyAtMost(int limit, int replicas, int size)
      throws SQLException {
    assertThat(size(database(limit), it -> it.replicas(replicas))).isEqualTo(size);
  }

  @Test
  void itIsTenAtMostWhileNobodySaysHowManyReplicasThereAre() throws SQLException {
    assertThat(size(database(-1), it -> it)).isEqualTo(10);
    assertThat(size(database(5), it -> it)).isEqualTo(4);
  }

  @Test
  void whatIsSaidCountsWhateverTheServerGives() throws SQLException {
    DatabaseUrl url = DatabaseUrl.parse(database(30).toUri() + "?connection_limit=29");

    assertThat(size(url, it -> it)).isEqualTo(29);
    assertThat(size(url, it -> it.poolSize(28).replicas(1))).isEqualTo(28);
  }

  @Test
  void moreThanTheServerCanGiveToAllIsAWarningWithWhatToSet() throws SQLException {
    DatabaseUrl url = database(30);
    try (LoggedErrors log = new LoggedErrors()) {
      size(url, it -> it.poolSize(10).replicas(3));
      assertThat(log.text()).isEmpty();

      size(url, it -> it.poolSize(10).replicas(4));
      assertThat(log.text())
          .contains(
              "The pool has 10 connections in each of 4 replicas, 40 in all, and PostgreSQL at "
                  + url.hosts()
                  + " gives 30 (the connection limit of the database is 30); set POOL_SIZE to 6, or"
                  + " raise that limit");
    }
  }

  @Test
  void theRolesLimitAndTheServersCountToo() throws SQLException {
    DatabaseUrl url = database(-1);
    try (LoggedErrors log = new LoggedErrors()) {
      size(url, it -> it.poolSize(300));
      assertThat(log.text())
          .contains("gives 297 (max_connections is 300, of which 3 are reserved)");
    }
    execute("create role few login connection limit 5");
    String few = url.toUri().replace("//postgres@", "//few@");

    assertThat(size(DatabaseUrl.parse(few), it -> it.replicas(2))).isEqualTo(2);
  }

  private static int size(DatabaseUrl url, UnaryOperator<ConnectionSettings> settings)
      throws SQLException {
    TrestleBuilder builder = Trestle.of(List::of).database(url).connections(settings::apply);
    try (Trestle app = builder.port(0).start()) {
      HikariDataSource pool =
          ((DataSourceConnectionProvider) app.db().configuration().connectionProvider())
              .dataSource()
              .unwrap(HikariDataSource.class);
      assertThat(pool.getMinimumIdle()).isEqualTo(pool.getMaximumPoolSize());
      return pool.getMaximumPoolSize();
    }
  }

  private static DatabaseUrl database(int limit) throws SQLException {
    String name = "limited_" + System.nanoTime();
    execute("create database " + name + " connection limit " + limit);
    return postgres.url().withDatabase(name);
  }

  private static void execute(String sql) throws SQLException {
    try (Connection connection = postgres.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
