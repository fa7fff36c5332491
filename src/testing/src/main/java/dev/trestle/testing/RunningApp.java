package dev.trestle.testing;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.trestle.DatabaseUrl;
import dev.trestle.Trestle;
import dev.trestle.TrestleBuilder;
import java.time.Duration;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An application under test, from its start to its end. */
final class RunningApp {
  private static final Logger LOG = LoggerFactory.getLogger("dev.trestle.testing");
  private static final int POOL_SIZE = 4;

  private final HikariDataSource pool;
  private final TestClock clock = new TestClock();
  private final Journal journal;
  private final MemoryLine memory = new MemoryLine();
  private final Trestle app;
  private OptionalInt port = OptionalInt.empty();

  private RunningApp(
      HikariDataSource pool, TrestleBuilder builder, StatementLog statements, Repeats repeats) {
    this.pool = pool;
    this.journal = new Journal(repeats);
    journal.listenTo(builder);
    this.app = builder.database(new Watched(pool, statements)).clock(clock).carrier(memory).start();
  }

  static RunningApp start(
      DatabaseUrl database, TrestleBuilder builder, StatementLog statements, Repeats repeats) {
    long began = System.nanoTime();
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(database.jdbcUrl());
    config.setUsername(database.user());
    config.setPassword(database.password());
    config.setMaximumPoolSize(POOL_SIZE);
    config.setMinimumIdle(1);
    HikariDataSource pool = new HikariDataSource(config);
    try {
      RunningApp running = new RunningApp(pool, builder, statements, repeats);
      LOG.debug(
          "An application was started in {} ms",
          Duration.ofNanos(System.nanoTime() - began).toMillis());
      return running;
    } catch (RuntimeException | Error e) {
      pool.close();
      throw e;
    }
  }

  Trestle app() {
    return app;
  }

  TestClock clock() {
    return clock;
  }

  /** Where it listens, from when this is asked first. */
  synchronized int port() {
    if (port.isEmpty()) {
      port = OptionalInt.of(memory.listen());
    }
    return port.getAsInt();
  }

  /** Asks it, over a socket or without one. */
  Calls calls(boolean socket) {
    return new Caller(app, socket ? new SocketLine(port()) : memory, journal);
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
