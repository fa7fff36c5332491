package dev.trestle.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.trestle.DatabaseUrl;
import dev.trestle.Trestle;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jooq.DSLContext;

/** What a variant takes its connections from: the same pool for everyone. Used by one thread. */
public final class Source implements AutoCloseable {
  /** The domain of all e-mail addresses that are inserted while measuring. */
  static final String DOMAIN = "@bench.example";

  /** What each account of the seed has. */
  private static final long BALANCE = 1_000_000;

  private static final int POOL_SIZE = 10;

  private final HikariDataSource pool;
  private Optional<Trestle> app = Optional.empty();

  private Source(HikariDataSource pool) {
    this.pool = pool;
  }

  /** Opens the pool. */
  public static Source open(DatabaseUrl url) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url.jdbcUrl());
    config.setUsername(url.user());
    config.setPassword(url.password());
    config.setMaximumPoolSize(POOL_SIZE);
    return new Source(new HikariDataSource(config));
  }

  /** For those who write their own JDBC. */
  public DataSource pool() {
    return pool;
  }

  /** jOOQ as a handler gets it. */
  public DSLContext db() {
    return app().db();
  }

  /** An application without routes over the pool, started when first asked for. */
  public Trestle app() {
    if (app.isEmpty()) {
      app = Optional.of(Trestle.of(List::of).database(pool).port(0).start());
    }
    return app.get();
  }

  /**
   * Deletes what was inserted, and takes back what was transferred, also of a run that was killed;
   * then tables are as they were.
   */
  public void clean() throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("truncate transactions");
      if (statement.executeUpdate(
              "update accounts set balance = %1$d where balance <> %1$d".formatted(BALANCE))
          > 0) {
        statement.execute("vacuum full analyze accounts");
      }
      if (statement.executeUpdate("delete from users where email like '%" + DOMAIN + "'") > 0) {
        // The newest users are asked for: without this, each query walks over the deleted ones.
        statement.execute("vacuum analyze users");
      }
    }
  }

  @Override
  public void close() {
    app.ifPresent(Trestle::close);
    pool.close();
  }
}
