package dev.trestle.internal.db;

import dev.trestle.DatabaseUrl;
import dev.trestle.Health;
import dev.trestle.PoolTimes;
import dev.trestle.PoolUse;
import dev.trestle.ReplicaUse;
import dev.trestle.StartException;
import dev.trestle.internal.admission.AdmittedConnections;
import dev.trestle.internal.replica.Replicas;
import dev.trestle.internal.share.Sharing;
import dev.trestle.internal.watch.Watch;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jooq.Configuration;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.Schema;
import org.jooq.conf.Settings;
import org.jooq.impl.DefaultConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An application's one connection pool and the jOOQ context over it. */
public final class Database implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger("dev.trestle");

  private final DSLContext db;

  /** For what tells whether the application is well: it gets the next connection. */
  private final DSLContext first;

  private final Sharing sharing;
  private final Pool pool;
  private final boolean owned;
  private final Ping ping;
  private volatile Supplier<Optional<String>> unfit = Optional::empty;

  private Database(Pool pool, Optional<Watch> watch, InstantSource clock, boolean owned) {
    Configuration configuration =
        new DefaultConfiguration()
            .set(clock.withZone(ZoneOffset.UTC))
            .set(pool.connections())
            .set(SQLDialect.POSTGRES)
            .set(settings())
            .set(new LeanTransactions());
    Snapshots.limit(configuration, pool.size());
    this.sharing =
        Sharing.begin(configuration, pool.replicas().map(Replicas::pools).orElse(List.of()));
    pool.replicas().ifPresent(it -> it.begin(configuration));
    this.db =
        SharedConfiguration.of(watch.map(it -> it.over(configuration)).orElse(configuration)).dsl();
    this.first =
        pool.connections() instanceof AdmittedConnections admitted
            ? db.configuration().derive(admitted.first()).dsl()
            : db;
    this.pool = pool;
    this.owned = owned;
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
   * @param clock of what is done with its configuration
   */
  public static Database open(
      DatabaseUrl url,
      PoolSize size,
      OptionalInt queue,
      Optional<PoolTimes> said,
      Optional<Watch> watch,
      ReplicaPools replicas,
      InstantSource clock) {
    return over(Pool.open(url, size, queue, said, replicas), watch, clock);
  }

  /**
   * Uses a pool, which is closed with this.
   *
   * @param watch is told of its statements
   * @param clock of what is done with its configuration
   */
  public static Database over(Pool pool, Optional<Watch> watch, InstantSource clock) {
    return new Database(pool, watch, clock, true);
  }

  /**
   * Uses a pool that stays open when this is closed, for another application.
   *
   * @param watch is told of its statements
   * @param clock of what is done with its configuration
   */
  public static Database on(Pool pool, Optional<Watch> watch, InstantSource clock) {
    return new Database(pool, watch, clock, false);
  }

  /**
   * Returns once the database has answered.
   *
   * @throws StartException in one sentence if it does not
   */
  public void awaitConnection() {
    pool.awaitConnection();
  }

  /**
   * Uses a pool that somebody else opens and closes. Only one of Hikari's tells how many
   * connections it has; of any other, whoever asks for one is let in.
   *
   * @param queue how many may wait for a connection; if nobody said, as many as are served in time
   * @param watch is told of its statements
   * @param clock of what is done with its configuration
   */
  public static Database over(
      DataSource dataSource, OptionalInt queue, Optional<Watch> watch, InstantSource clock) {
    return over(Pool.of(dataSource, queue), watch, clock);
  }

  /** Takes a connection only while a statement or transaction runs. */
  public DSLContext dsl() {
    return db;
  }

  /** What the pool is doing; empty if it does not tell. */
  public Optional<PoolUse> poolUse() {
    return PoolGauge.read(pool.connections());
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
    return pool.replicas().map(Replicas::use).orElse(List.of());
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

  /** Closes the pool, unless it stays open for another application. */
  @Override
  public void close() {
    if (owned) {
      pool.close();
    }
  }

  private static Settings settings() {
    return new Settings()
        .withExecuteLogging(false)
        .withRenderCatalog(false)
        .withRenderSchema(false);
  }
}
