package dev.trestle.testing;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.trestle.DatabaseUrl;
import dev.trestle.Trestle;
import dev.trestle.TrestleBuilder;

/**
 * An application under test, from its start to its end.
 *
 * @param pool of its connections
 * @param app over that
 * @param caller asks it
 */
record RunningApp(HikariDataSource pool, Trestle app, Caller caller) {
  private static final int POOL_SIZE = 4;

  static RunningApp start(
      DatabaseUrl database,
      TrestleBuilder builder,
      boolean socket,
      StatementLog statements,
      Repeats repeats) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(database.jdbcUrl());
    config.setUsername(database.user());
    config.setPassword(database.password());
    config.setMaximumPoolSize(POOL_SIZE);
    config.setMinimumIdle(1);
    HikariDataSource pool = new HikariDataSource(config);
    try {
      Journal journal = new Journal(repeats);
      journal.listenTo(builder.database(new Watched(pool, statements)));
      MemoryLine memory = new MemoryLine();
      Trestle app = (socket ? builder.port(0) : builder.carrier(memory)).start();
      Line line = socket ? new SocketLine(app.port()) : memory;
      return new RunningApp(pool, app, new Caller(app, line, journal));
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
