package dev.trestle.testing;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.trestle.DatabaseUrl;
import dev.trestle.Trestle;
import dev.trestle.TrestleBuilder;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An application under test, from its start to its end.
 *
 * @param pool of its connections
 * @param app over that
 * @param caller asks it
 * @param clock its time
 */
record RunningApp(HikariDataSource pool, Trestle app, Caller caller, TestClock clock) {
  private static final Logger LOG = LoggerFactory.getLogger("dev.trestle.testing");
  private static final int POOL_SIZE = 4;

  static RunningApp start(
      DatabaseUrl database,
      TrestleBuilder builder,
      boolean socket,
      StatementLog statements,
      Repeats repeats) {
    long began = System.nanoTime();
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(database.jdbcUrl());
    config.setUsername(database.user());
    config.setPassword(database.password());
    config.setMaximumPoolSize(POOL_SIZE);
    config.setMinimumIdle(1);
    HikariDataSource pool = new HikariDataSource(config);
    try {
      Journal journal = new Journal(repeats);
      TestClock clock = new TestClock();
      journal.listenTo(builder.database(new Watched(pool, statements)).clock(clock));
      MemoryLine memory = new MemoryLine();
      Trestle app = (socket ? builder.port(0) : builder.carrier(memory)).start();
      LOG.debug(
          "An application was started in {} ms",
          Duration.ofNanos(System.nanoTime() - began).toMillis());
      Line line = socket ? new SocketLine(app.port()) : memory;
      return new RunningApp(pool, app, new Caller(app, line, journal), clock);
    } catch (RuntimeException | Error e) {
      pool.close();
      throw e;
    }
  }

  /**
   * Ends it.
   *
   * @throws AssertionError if a connection is still out
   */
  void stop() {
    app.close();
    int leaked = pool.getHikariPoolMXBean().getActiveConnections();
    pool.close();
    if (leaked > 0) {
      throw new AssertionError(leaked + " connections were not given back to the pool");
    }
  }
}
