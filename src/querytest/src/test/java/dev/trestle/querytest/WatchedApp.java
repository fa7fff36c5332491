package dev.trestle.querytest;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.trestle.DatabaseUrl;
import dev.trestle.Trestle;
import dev.trestle.TrestleBuilder;
import dev.trestle.testing.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * An application for each test over a pool that is looked into, and a connection beside it that
 * sees which of its statements sleep; a test whose application keeps a connection fails.
 */
final class WatchedApp implements BeforeEachCallback, AfterEachCallback {
  private final TestDatabase database;
  private final int connections;
  private final Supplier<TrestleBuilder> builder;
  private HikariDataSource pool;
  private Connection aside;
  private Trestle app;

  WatchedApp(TestDatabase database, int connections, Supplier<TrestleBuilder> builder) {
    this.database = database;
    this.connections = connections;
    this.builder = builder;
  }

  @Override
  public void beforeEach(ExtensionContext context) throws SQLException {
    DatabaseUrl url = database.url();
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url.jdbcUrl());
    config.setUsername(url.user());
    config.setPassword(url.password());
    config.setMaximumPoolSize(connections);
    pool = new HikariDataSource(config);
    aside = DriverManager.getConnection(url.jdbcUrl(), url.user(), url.password());
    app = builder.get().database(pool).port(0).start();
  }

  @Override
  public void afterEach(ExtensionContext context) throws SQLException {
    app.close();
    assertThat(active()).isZero();
    aside.close();
    pool.close();
  }

  /** Stops it before the end of the test. */
  void close() {
    app.close();
  }

  String url() {
    return app.url();
  }

  int port() {
    return app.port();
  }

  /** Takes a connection from the application. */
  Connection connection() throws SQLException {
    return pool.getConnection();
  }

  /** How many connections are out. */
  int active() {
    return pool.getHikariPoolMXBean().getActiveConnections();
  }

  /** How many threads wait for one. */
  int waiting() {
    return pool.getHikariPoolMXBean().getThreadsAwaitingConnection();
  }

  /** How many statements with {@code pg_sleep} are under way. */
  int sleeping() throws SQLException {
    try (ResultSet rows =
        aside
            .createStatement()
            .executeQuery(
                "select count(*) from pg_stat_activity where datname = current_database()"
                    + " and state <> 'idle' and query like '%pg_sleep%'"
                    + " and pid <> pg_backend_pid()")) {
      rows.next();
      return rows.getInt(1);
    }
  }
}
