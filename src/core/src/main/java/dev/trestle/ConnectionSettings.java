package dev.trestle;

import dev.trestle.internal.db.Database;
import dev.trestle.internal.db.KeptPool;
import dev.trestle.internal.db.Pool;
import dev.trestle.internal.db.PoolSize;
import dev.trestle.internal.db.ReplicaPools;
import dev.trestle.internal.setting.Range;
import dev.trestle.internal.watch.Watch;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import javax.sql.DataSource;

/**
 * What an application's connections are like: how many there are, for how long they are waited for,
 * and which replicas reads go to.
 *
 * @see TrestleBuilder#connections
 */
public final class ConnectionSettings {
  static final Range POOL_SIZE = new Range(1, 10_000);
  static final Range POOL_QUEUE = new Range(0, 1_000_000);
  static final Range REPLICAS = new Range(1, 10_000);
  static final Range MAX_LAG_MILLIS = new Range(1_000, 3_600_000);
  static final Duration MAX_LAG = Duration.ofSeconds(5);

  private Place place = new Place.Nowhere();
  private OptionalInt poolSize = OptionalInt.empty();
  private OptionalInt poolQueue = OptionalInt.empty();
  private OptionalInt replicas = OptionalInt.empty();
  private Optional<PoolTimes> poolTimes = Optional.empty();
  private Optional<DatabaseUrl> readReplicas = Optional.empty();
  private Duration replicaMaxLag = MAX_LAG;
  private boolean sharedLookups = true;
  private Optional<KeptPool> kept = Optional.empty();

  ConnectionSettings() {}

  /** Where the database is. */
  private sealed interface Place {
    record Nowhere() implements Place {}

    record At(DatabaseUrl url) implements Place {}

    record Over(DataSource pool) implements Place {}
  }

  /**
   * The most connections that the application opens. Unless this or {@link
   * DatabaseUrl#connectionLimit} says, it is this replica's share of what the server can give:
   * {@code max_connections} without those reserved, or the limit of the database or the role; four
   * fifths of that for all {@link #replicas}; at most 20, while their number is not said 10. Behind
   * a pooler, which does not tell, it is 10. More than the server can give to all is a warning.
   *
   * @param connections at least 1
   * @return this
   */
  public ConnectionSettings poolSize(int connections) {
    this.poolSize = OptionalInt.of(POOL_SIZE.check("poolSize", connections));
    return this;
  }

  /**
   * How many may wait for a connection while all are out, each for as long as {@link #poolTimes}
   * says. Who comes then is answered at once, with 503 and {@code Retry-After} in whole seconds;
   * not so a request that has had a connection before, which waits among the first. One warning
   * tells when that begins, and one when it is over. Of a pool that is given to {@link
   * TrestleBuilder#database(DataSource)}, only one of Hikari's has such a queue.
   *
   * @param waiting 0 for nobody; unless set one connection's share is as many as it serves in that
   *     time, if each takes a tenth of a second, so 50 in 5 seconds, and as many as come if they
   *     wait for as long as it takes
   * @return this
   */
  public ConnectionSettings poolQueue(int waiting) {
    this.poolQueue = OptionalInt.of(POOL_QUEUE.check("poolQueue", waiting));
    return this;
  }

  /**
   * How many of the application run at once, each with a pool of its own.
   *
   * @param running at least 1; counts as 1 unless set
   * @return this
   */
  public ConnectionSettings replicas(int running) {
    this.replicas = OptionalInt.of(REPLICAS.check("replicas", running));
    return this;
  }

  /**
   * How long a connection is waited for, and how long it lives: {@code
   * poolTimes(PoolTimes.defaults().withTimeout(Duration.ofSeconds(2)))}. Who gets none in time is
   * answered with 503 and {@code Retry-After}.
   *
   * @param times unless set {@link PoolTimes#of}
   * @return this
   */
  public ConnectionSettings poolTimes(PoolTimes times) {
    this.poolTimes = Optional.of(times);
    return this;
  }

  /**
   * Replicas of the database, which follow it by streaming: what a {@code GET} or {@code HEAD}
   * function reads goes to one of them. All else goes to the primary, and what the function reads
   * after it, so it reads its own writes; a client reads its own by a cookie ({@code
   * trestle-position}), which tells up to where a replica must have come. A replica that is behind,
   * or gone, is not read from; if none is left the primary is.
   *
   * <p>A statement goes to a replica if its text shows that it only reads, outside of a
   * transaction; and so does a transaction that is read-only and not serializable. A statement that
   * the replica refuses or fails is run again on the primary. What is made to be kept, snapshots
   * and {@code COPY} are the primary's.
   *
   * @param url with one host or several, each of which is one server; refused at start with {@link
   *     TrestleBuilder#database(DataSource)}. Each has a pool as the primary has, and one
   *     connection more to be watched, as the primary has then
   * @return this
   * @see dev.trestle.query.ReadReplicas#primary
   */
  public ConnectionSettings readReplicas(DatabaseUrl url) {
    this.readReplicas = Optional.of(url);
    return this;
  }

  /**
   * For how long a replica may lack what was committed and still be read from. It is known to about
   * a quarter of a second, which counts.
   *
   * @param longest a second or more; 5 seconds unless set
   * @return this
   */
  public ConnectionSettings replicaMaxLag(Duration longest) {
    int millis = (int) Math.min(Integer.MAX_VALUE, longest.toMillis());
    this.replicaMaxLag = Duration.ofMillis(MAX_LAG_MILLIS.check("replicaMaxLag", millis));
    return this;
  }

  /**
   * Whether lookups that were prepared to be {@linkplain dev.trestle.query.Prepared1#shared shared}
   * are. Without, each call is a statement of its own: to see what sharing is worth, or to do
   * without it in an emergency.
   *
   * @param yes true unless set
   * @return this
   */
  public ConnectionSettings sharedLookups(boolean yes) {
    this.sharedLookups = yes;
    return this;
  }

  /**
   * Has the pool outlive the application, for the next that wants the same one: so {@code make dev}
   * replaces an application and keeps its connections. Without effect on a pool of your own.
   *
   * @param where it is kept; whoever made that closes it
   * @return this
   */
  public ConnectionSettings keepPool(KeptPool where) {
    this.kept = Optional.of(where);
    return this;
  }

  void at(DatabaseUrl url) {
    this.place = new Place.At(Objects.requireNonNull(url, "url"));
  }

  void over(DataSource pool) {
    this.place = new Place.Over(Objects.requireNonNull(pool, "pool"));
  }

  void take(Environment environment) {
    environment.database().ifPresent(this::at);
    environment.poolSize().ifPresent(this::poolSize);
    environment.poolQueue().ifPresent(this::poolQueue);
    environment.replicas().ifPresent(this::replicas);
    poolTimes(environment.poolTimes());
    environment.readReplicas().ifPresent(this::readReplicas);
    replicaMaxLag(environment.replicaMaxLag());
    sharedLookups(environment.sharedLookups());
  }

  /**
   * Begins to open the pool.
   *
   * @param watch is told of statements
   * @param clock of what is done with its configuration
   * @return empty if no database is given
   * @throws StartException if there are replicas, and nothing that they follow
   */
  Optional<Database> open(Optional<Watch> watch, InstantSource clock) {
    Optional<Database> opened = database(watch, clock);
    opened.ifPresent(it -> it.sharing().enable(sharedLookups));
    return opened;
  }

  private Optional<Database> database(Optional<Watch> watch, InstantSource clock) {
    if (place instanceof Place.At(DatabaseUrl url)) {
      return Optional.of(open(url, watch, clock));
    }
    if (place instanceof Place.Over(DataSource pool)) {
      refuseReplicas("its database is given as a pool");
      return Optional.of(Database.over(pool, poolQueue, watch, clock));
    }
    refuseReplicas("no database is given");
    return Optional.empty();
  }

  private Database open(DatabaseUrl url, Optional<Watch> watch, InstantSource clock) {
    Optional<Watch> watching = watch.map(it -> it.of(url.database()));
    return kept.map(it -> Database.on(it.get(all(url), () -> pool(url)), watching, clock))
        .orElseGet(() -> Database.over(pool(url), watching, clock));
  }

  private Pool pool(DatabaseUrl url) {
    return Pool.open(url, new PoolSize(poolSize, replicas), poolQueue, poolTimes, replicaPools());
  }

  private ReplicaPools replicaPools() {
    return readReplicas
        .map(url -> new ReplicaPools(url.servers(), replicaMaxLag))
        .orElse(ReplicaPools.NONE);
  }

  /** All that a pool follows from. */
  private List<Object> all(DatabaseUrl url) {
    return List.of(
        url.identity(),
        poolSize,
        poolQueue,
        replicas,
        poolTimes,
        readReplicas.map(DatabaseUrl::identity),
        replicaMaxLag);
  }

  private void refuseReplicas(String why) {
    readReplicas.ifPresent(it -> {
      throw new StartException(
          "There are replicas at %s (DATABASE_URL_REPLICA), and %s; give the address of the primary"
                  .formatted(it.hosts(), why)
              + " (DATABASE_URL), or leave the replicas out.");
    });
  }
}
