package dev.trestle.querytest;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.trestle.DatabaseUrl;
import dev.trestle.internal.admission.AdmittedConnections;
import dev.trestle.internal.db.Database;
import dev.trestle.testing.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.jooq.DSLContext;
import org.jooq.conf.RenderQuotedNames;
import org.jooq.tools.jdbc.DefaultConnection;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A fresh database for a test class and a pool over it, as an application has one, that tells which
 * statements it ran; a test that keeps a connection fails.
 */
final class WatchedPool implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
  private final Queue<String> statements = new ConcurrentLinkedQueue<>();
  private final TestDatabase database = TestDatabase.migrated("classpath:db/migration");
  private HikariDataSource pool;
  private DSLContext db;

  @Override
  public void beforeAll(ExtensionContext context) {
    database.beforeAll(context);
    HikariConfig config = new HikariConfig();
    DatabaseUrl url = database.urlForRequests();
    config.setJdbcUrl(url.jdbcUrl());
    config.setUsername(url.user());
    config.setPassword(url.password());
    config.setMaximumPoolSize(3);
    pool =
        new HikariDataSource(config) {
          @Override
          public Connection getConnection() throws SQLException {
            return watched(super.getConnection());
          }
        };
    db =
        Database.over(pool, OptionalInt.empty(), Optional.empty(), InstantSource.system())
            .dsl()
            .configuration()
            .deriveSettings(settings ->
                settings.withRenderQuotedNames(RenderQuotedNames.EXPLICIT_DEFAULT_UNQUOTED))
            .dsl();
  }

  @Override
  public void afterEach(ExtensionContext context) throws SQLException {
    assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
    try (Connection connection = pool.getConnection()) {
      assertThat(connection.getAutoCommit()).isTrue();
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    pool.close();
    database.afterAll(context);
  }

  DSLContext db() {
    return db;
  }

  /** What was prepared since it was last asked, or since the work began; in order. */
  List<String> statements(Supplier<?> work) {
    statements.clear();
    work.get();
    return List.copyOf(statements);
  }

  /** How many connections are out. */
  int active() {
    return pool.getHikariPoolMXBean().getActiveConnections();
  }

  /** How many threads wait for one. */
  int waiting() {
    return ((AdmittedConnections) db.configuration().connectionProvider()).waiting();
  }

  private Connection watched(Connection connection) {
    return new DefaultConnection(connection) {
      @Override
      public PreparedStatement prepareStatement(String sql) throws SQLException {
        statements.add(sql);
        return super.prepareStatement(sql);
      }

      @Override
      public PreparedStatement prepareStatement(String sql, int generatedKeys) throws SQLException {
        statements.add(sql);
        return super.prepareStatement(sql, generatedKeys);
      }
    };
  }
}
