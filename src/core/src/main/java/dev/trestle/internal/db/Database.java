package dev.trestle.internal.db;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import dev.trestle.DatabaseUrl;
import dev.trestle.Health;
import dev.trestle.PoolTimes;
import dev.trestle.PoolUse;
import dev.trestle.ReplicaUse;
import dev.trestle.StartException;
import dev.trestle.internal.admission.AdmittedConnections;
import dev.trestle.internal.admission.QueueLimits;
import dev.trestle.internal.replica.Replicas;
import dev.trestle.internal.share.Sharing;
import dev.trestle.internal.watch.Watch;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jooq.Configuration;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.Schema;
import org.jooq.conf.Settings;
import org.jooq.impl.DataSourceConnectionProvider;
import org.jooq.impl.DefaultConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An application's one connection pool and the jOOQ context over it. */
public final class Database implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger("dev.trestle");

  /** Of a pool that does not tell. */
  private static final int USUAL_POOL_SIZE = 10;

  private final DSLContext db;
  private final DSLContext first;
  private final DataSourceConnectionProvider connections;
  private final Sharing sharing;
  private final Optional<Replicas> replicas;
  private final AutoCloseable pool;
  private final FutureTask<Void> connecting;
  private final Ping ping;
  private volatile Supplier<Optional<String>> unfit = Optional::empty;

  private Database(
      DataSourceConnectionProvider connections,
      IntSupplier poolSize,
      AutoCloseable pool,
      FutureTask<Void> connecting,
      Optional<Watch> watch,
      Optional<Replicas> replicas) {
    Configuration configuration =
        new DefaultConfiguration()
            .set(connections)
            .set(SQLDialect.POSTGRES)
            .set(settings())
            .set(new LeanTransactions());
    Snapshots.limit(configuration, poolSize);
    this.sharing = Sharing.begin(configuration, replicas.map(Replicas::pools).orElse(List.of()));
    this.replicas = replicas;
    replicas.ifPresent(it -> it.begin(configuration));
    this.db =
        SharedConfiguration.of(watch.map(it -> it.over(configuration)).orElse(configuration)).dsl();
    this.first =
        connections instanceof AdmittedConnections admitted
            ? db.configuration().derive(admitted.first()).dsl()
            : db;
    this.connections = connections;
    this.pool = pool;
    this.connecting = connecting;
    this.ping = new Ping(first.configuration().connectionProvider());
  }

  /**
   * Begins to open a pool, on a thread of its own: a server waits for processes and networks, and
   * meanwhile there is enough to prepare. {@link #awaitConnection} tells what came of it.
   *
   * @param url of the database
   * @param size connections at most; if nobody said, what the address says or the server can give
   * @param queue how many may wait for a connection; if nobody said, as many as are served in time
   * @param said times of the pool; if empty, the default with what the address says
   * @param watch is told of its statements
   * @param replicas that reads go to
   */
  public static Database open(
      DatabaseUrl url,
      PoolSize size,
      OptionalInt queue,
      Optional<PoolTimes> said,
      Optional<Watch> watch,
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
    return new Database(
        admitted,
        pool::getMaximumPoolSize,
        pool,
        connecting,
        watch,
        replicas.open(source, size, queue, times));
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

  /**
   * Returns once the database has answered.
   *
   * @throws StartException in one sentence if it does not
   */
  public void awaitConnection() {
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
   * Uses a pool that somebody else opens and closes. Only one of Hikari's tells how many
   * connections it has; of any other, whoever asks for one is let in.
   *
   * @param queue how many may wait for a connection; if nobody said, as many as are served in time
   */
  public static Database over(DataSource dataSource, OptionalInt queue, Optional<Watch> watch) {
    FutureTask<Void> done = new FutureTask<>(() -> {}, null);
    done.run();
    IntSupplier size = () -> Snapshots.poolSize(dataSource, USUAL_POOL_SIZE);
    return new Database(
        given(dataSource, size, queue), size, () -> {}, done, watch, Optional.empty());
  }

  private static DataSourceConnectionProvider given(
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

  /** Takes a connection only while a statement or transaction runs. */
  public DSLContext dsl() {
    return db;
  }

  /**
   * The same for what tells whether the application is well: it gets the next connection, before
   * all who wait, and is not refused because too many do.
   */
  public DSLContext first() {
    return first;
  }

  /** What the pool is doing; empty if it does not tell. */
  public Optional<PoolUse> poolUse() {
    return PoolGauge.read(connections);
  }

  /** Asks it whether it answers, and whether it has what {@link #expect} was told of. */
  public Health health() {
    Optional<Duration> answered = ping.ask();
    Optional<String> objection =
        answered.isPresent()
            ? unfit.get()
            : Optional.of(
                "The database has not answered within %d seconds, the wait for a connection included"
                    .formatted(Ping.LONGEST_SECONDS));
    return new Health(objection, answered);
  }

  /** Where the calls of shared lookups meet. */
  public Sharing sharing() {
    return sharing;
  }

  /** What the replicas that reads go to are doing. */
  public List<ReplicaUse> replicaUse() {
    return replicas.map(Replicas::use).orElse(List.of());
  }

  /**
   * Begins to look whether the database has all that generated classes name, once it is connected.
   *
   * @param schemas as they were generated
   * @return gives what is missing, in a sentence; waits for the database until all was there once
   */
  public Supplier<Optional<String>> expect(List<Schema> schemas) {
    SchemaFit fit = new SchemaFit(first.configuration().connectionProvider(), schemas);
    Thread.ofVirtual()
        .name("trestle-schema")
        .start(() -> {
          try {
            awaitConnection();
            fit.objection();
          } catch (RuntimeException e) {
            LOG.debug("The schema is not looked at", e);
          }
        });
    unfit = fit::objection;
    return unfit;
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

  private static Settings settings() {
    return new Settings()
        .withExecuteLogging(false)
        .withRenderCatalog(false)
        .withRenderSchema(false);
  }
}
