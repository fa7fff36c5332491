package dev.trestle.internal.db;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import dev.trestle.DatabaseUrl;
import dev.trestle.PoolTimes;
import dev.trestle.StartException;
import dev.trestle.internal.admission.AdmittedConnections;
import dev.trestle.internal.admission.QueueLimits;
import dev.trestle.internal.replica.Replicas;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.IntSupplier;
import javax.sql.DataSource;
import org.jooq.impl.DataSourceConnectionProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections to a database and to its replicas.
 *
 * @param connections leases them
 * @param size how many there are at most
 * @param pool to be closed
 * @param connecting ends once it is open
 * @param replicas that reads go to
 */
public record Pool(
    DataSourceConnectionProvider connections,
    IntSupplier size,
    AutoCloseable pool,
    FutureTask<Void> connecting,
    Optional<Replicas> replicas)
    implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger("dev.trestle");

  /** Of a pool that does not tell. */
  private static final int USUAL_SIZE = 10;

  /** Begins to open one; see {@link Database#open}. */
  public static Pool open(
      DatabaseUrl url,
      PoolSize size,
      OptionalInt queue,
      Optional<PoolTimes> said,
      ReplicaPools replicas) {
    PoolSize wanted = size.said().isPresent() ? size : size.withSaid(url.connectionLimit());
    PoolSource source = new PoolSource(url);
    // Set directly: what is given a configuration copies it by reflection, for 10 ms of a start.
    HikariDataSource pool = new HikariDataSource();
    pool.setPoolName("trestle");
    pool.setDataSource(source);
    pool.setMaximumPoolSize(wanted.first());
    PoolTimes times = said.orElseGet(() -> PoolTimes.of(url));
    set(pool, times);
    pool.setExceptionOverride(
        new Demotion(url.hosts(), source::isReadOnly, () -> evictAll(pool), System::nanoTime));
    // One attempt: whoever starts services starts them again, and a person wants to know at once.
    pool.setInitializationFailTimeout(1);
    FutureTask<Void> connecting =
        new FutureTask<>(
            () -> {
              connect(pool, url);
              settle(pool, wanted, source.limits(), url.hosts());
            },
            null);
    Thread.ofVirtual().name("trestle-pool").start(connecting);
    AdmittedConnections admitted =
        AdmittedConnections.over(
            pool, pool::getMaximumPoolSize, new QueueLimits(queue, times.timeout()), times.leak());
    return new Pool(
        admitted,
        pool::getMaximumPoolSize,
        pool,
        connecting,
        replicas.open(source, size, queue, times));
  }

  /**
   * One that somebody else opens and closes. Only one of Hikari's tells how many connections it
   * has; of any other, whoever asks for one is let in.
   *
   * @param queue how many may wait for a connection; if nobody said, as many as are served in time
   */
  static Pool of(DataSource pool, OptionalInt queue) {
    FutureTask<Void> open = new FutureTask<>(() -> {}, null);
    open.run();
    IntSupplier size = () -> Snapshots.poolSize(pool, USUAL_SIZE);
    return new Pool(admitted(pool, size, queue), size, () -> {}, open, Optional.empty());
  }

  private static DataSourceConnectionProvider admitted(
      DataSource pool, IntSupplier size, OptionalInt queue) {
    try {
      if (pool.isWrapperFor(HikariDataSource.class)) {
        HikariDataSource hikari = pool.unwrap(HikariDataSource.class);
        long wait = hikari.getConnectionTimeout();
        Duration longest = wait == Integer.MAX_VALUE ? Duration.ZERO : Duration.ofMillis(wait);
        return AdmittedConnections.over(
            pool,
            size,
            new QueueLimits(queue, longest),
            Duration.ofMillis(hikari.getLeakDetectionThreshold()));
      }
    } catch (SQLException | RuntimeException e) {
      LOG.debug("A pool does not tell of what kind it is", e);
    }
    return new DataSourceConnectionProvider(pool);
  }

  private static void evictAll(HikariDataSource pool) {
    Optional.ofNullable(pool.getHikariPoolMXBean())
        .ifPresent(HikariPoolMXBean::softEvictConnections);
  }

  /** The pool opens with its first connection. */
  private static void connect(HikariDataSource pool, DatabaseUrl url) {
    try {
      pool.getConnection().close();
    } catch (SQLException | RuntimeException e) {
      throw new StartException(ConnectionFailures.explain(url, e), e);
    }
  }

  /** Sets the size, once there is a connection and its server has said how many it gives. */
  static void settle(
      HikariDataSource pool, PoolSize size, Optional<ServerLimits> limits, String hosts) {
    limits.flatMap(it -> size.excess(it, hosts)).ifPresent(LOG::warn);
    int connections = size.of(limits);
    pool.setMaximumPoolSize(connections);
    pool.setMinimumIdle(connections);
    LOG.debug("The pool has {} connections at most", connections);
  }

  /** For Hikari zero is for ever too, or never. */
  static void set(HikariConfig config, PoolTimes times) {
    config.setMaxLifetime(times.maxLifetime().toMillis());
    config.setKeepaliveTime(times.keepalive().toMillis());
    long wait = times.timeout().toMillis();
    config.setConnectionTimeout(wait);
    long validation = times.validation().toMillis();
    config.setValidationTimeout(wait == 0 ? validation : Math.min(validation, wait));
    config.setLeakDetectionThreshold(times.leak().toMillis());
  }

  /**
   * Returns once the database has answered.
   *
   * @throws StartException in one sentence if it does not
   */
  void awaitConnection() {
    try {
      connecting.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof StartException failure
          ? failure
          : new IllegalStateException("The connection pool did not open", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartException("The start was interrupted while it connected.", e);
    }
  }

  /** Whether it could not be opened, as is known by now. */
  boolean hasFailed() {
    return connecting.state() == Future.State.FAILED;
  }

  @Override
  public void close() {
    try {
      awaitConnection(); // A pool that opens after its close would never close.
    } catch (RuntimeException e) {
      // It is told to who waits for it, and not another time.
    }
    replicas.ifPresent(Replicas::close);
    try {
      pool.close();
    } catch (Exception e) {
      throw new IllegalStateException("The connection pool did not close", e);
    }
  }
}
