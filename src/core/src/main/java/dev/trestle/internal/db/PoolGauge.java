package dev.trestle.internal.db;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import dev.trestle.PoolUse;
import dev.trestle.internal.admission.AdmittedConnections;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.jooq.impl.DataSourceConnectionProvider;

/** Reads what a pool is doing, and the queue before it. */
final class PoolGauge {
  private PoolGauge() {}

  /** Empty if the pool does not tell, because it is not HikariCP's or has not opened yet. */
  static Optional<PoolUse> read(DataSourceConnectionProvider connections) {
    DataSource pool = connections.dataSource();
    try {
      if (!(connections instanceof AdmittedConnections queue)
          || !pool.isWrapperFor(HikariDataSource.class)) {
        return Optional.empty();
      }
      HikariDataSource hikari = pool.unwrap(HikariDataSource.class);
      return Optional.ofNullable(hikari.getHikariPoolMXBean())
          .map(figures -> use(figures, hikari.getMaximumPoolSize(), queue));
    } catch (SQLException | RuntimeException e) {
      return Optional.empty();
    }
  }

  private static PoolUse use(HikariPoolMXBean figures, int most, AdmittedConnections queue) {
    return new PoolUse(
        figures.getActiveConnections(),
        figures.getIdleConnections(),
        queue.waiting() + figures.getThreadsAwaitingConnection(),
        most,
        queue.refused(),
        queue.expired());
  }
}
