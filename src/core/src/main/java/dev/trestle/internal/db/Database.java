package dev.trestle.internal.db;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.trestle.DatabaseUrl;
import dev.trestle.PoolTimes;
import dev.trestle.StartException;
import dev.trestle.internal.watch.Watch;
import java.util.Optional;
import java.util.OptionalInt;
import javax.sql.DataSource;
import org.jooq.Configuration;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.impl.DefaultConfiguration;

/** An application's one connection pool and the jOOQ context over it. */
public final class Database implements AutoCloseable {
  /** Unless anybody says otherwise, and of a pool that does not tell. */
  private static final int USUAL_POOL_SIZE = 10;

  private final DSLContext db;
  private final AutoCloseable pool;

  private Database(DataSource dataSource, int poolSize, AutoCloseable pool, Optional<Watch> watch) {
    Configuration configuration =
        new DefaultConfiguration()
            .set(dataSource)
            .set(SQLDialect.POSTGRES)
            .set(settings())
            .set(new LeanTransactions());
    Snapshots.limit(configuration, poolSize);
    this.db =
        SharedConfiguration.of(watch.map(it -> it.over(configuration)).orElse(configuration)).dsl();
    this.pool = pool;
  }

  /**
   * Opens a pool and makes sure that the database answers.
   *
   * @param url of the database
   * @param size connections at most; if empty, what the address says
   * @param times of the pool; if empty, the default with what the address says
   * @param watch is told of its statements
   * @throws StartException in one sentence if it does not answer
   */
  public static Database open(
      DatabaseUrl url, OptionalInt size, Optional<PoolTimes> times, Optional<Watch> watch) {
    int poolSize = size.orElse(url.connectionLimit().orElse(USUAL_POOL_SIZE));
    HikariConfig config = new HikariConfig();
    config.setPoolName("trestle");
    config.setJdbcUrl(url.jdbcUrl());
    config.setUsername(url.user());
    config.setPassword(url.password());
    config.setMaximumPoolSize(poolSize);
    set(config, times.orElseGet(() -> PoolTimes.of(url)));
    // One attempt: whoever starts services starts them again, and a person wants to know at once.
    config.setInitializationFailTimeout(1);
    // The detail of an error quotes stored values: keep it out of exceptions, so out of the log.
    config.addDataSourceProperty("logServerErrorDetail", "false");
    try {
      HikariDataSource pool = new HikariDataSource(config);
      return new Database(pool, poolSize, pool, watch);
    } catch (RuntimeException e) {
      throw new StartException(ConnectionFailures.explain(url, e), e);
    }
  }

  /** For Hikari zero is for ever too, or never. */
  private static void set(HikariConfig config, PoolTimes times) {
    config.setMaxLifetime(times.maxLifetime().toMillis());
    config.setKeepaliveTime(times.keepalive().toMillis());
    long wait = times.timeout().toMillis();
    config.setConnectionTimeout(wait);
    long validation = times.validation().toMillis();
    config.setValidationTimeout(wait == 0 ? validation : Math.min(validation, wait));
    config.setLeakDetectionThreshold(times.leak().toMillis());
  }

  /** Uses a pool that somebody else opens and closes. */
  public static Database over(DataSource dataSource, Optional<Watch> watch) {
    return new Database(
        dataSource, Snapshots.poolSize(dataSource, USUAL_POOL_SIZE), () -> {}, watch);
  }

  /** Takes a connection only while a statement or transaction runs. */
  public DSLContext dsl() {
    return db;
  }

  @Override
  public void close() {
    try {
      pool.close();
    } catch (Exception e) {
      throw new IllegalStateException("The connection pool did not close", e);
    }
  }

  private static Settings settings() {
    return new Settings()
        .withExecuteLogging(false)
        .withRenderCatalog(false)
        .withRenderSchema(false);
  }
}
