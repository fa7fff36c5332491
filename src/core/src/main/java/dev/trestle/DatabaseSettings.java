package dev.trestle;

import dev.trestle.internal.db.Database;
import dev.trestle.internal.db.KeptPool;
import dev.trestle.internal.db.Pool;
import dev.trestle.internal.db.PoolSize;
import dev.trestle.internal.db.ReplicaPools;
import dev.trestle.internal.watch.Watch;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiFunction;
import javax.sql.DataSource;

/** Where an application's database is, and what its pool is like. */
final class DatabaseSettings {
  private BiFunction<Optional<Watch>, Optional<KeptPool>, Optional<Database>> place =
      (watch, kept) -> {
        refuseReplicas("no database is given");
        return Optional.empty();
      };
  private OptionalInt poolSize = OptionalInt.empty();
  private OptionalInt poolQueue = OptionalInt.empty();
  private OptionalInt replicas = OptionalInt.empty();
  private Optional<PoolTimes> poolTimes = Optional.empty();
  private Optional<DatabaseUrl> readReplicas = Optional.empty();
  private Duration replicaMaxLag = Duration.ofSeconds(5);
  private boolean sharedLookups = true;
  private InstantSource clock = InstantSource.system();

  void at(DatabaseUrl url) {
    this.place =
        (watch, kept) -> {
          Optional<Watch> watching = watch.map(it -> it.of(url.database()));
          return Optional.of(
              kept.map(it -> Database.on(it.get(all(url), () -> pool(url)), watching, clock))
                  .orElseGet(() -> Database.over(pool(url), watching, clock)));
        };
  }

  private Pool pool(DatabaseUrl url) {
    return Pool.open(url, new PoolSize(poolSize, replicas), poolQueue, poolTimes, replicaPools());
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

  private ReplicaPools replicaPools() {
    return readReplicas
        .map(url -> new ReplicaPools(url.servers(), replicaMaxLag))
        .orElse(ReplicaPools.NONE);
  }

  void clock(InstantSource source) {
    this.clock = source;
  }

  void readReplicas(DatabaseUrl url) {
    this.readReplicas = Optional.of(url);
  }

  void replicaMaxLag(Duration longest) {
    int millis = (int) Math.min(Integer.MAX_VALUE, longest.toMillis());
    this.replicaMaxLag =
        Duration.ofMillis(Bounds.within("replicaMaxLag", millis, 1_000, 3_600_000));
  }

  void over(DataSource pool) {
    this.place =
        (watch, kept) -> {
          refuseReplicas("its database is given as a pool");
          return Optional.of(Database.over(pool, poolQueue, watch, clock));
        };
  }

  private void refuseReplicas(String why) {
    readReplicas.ifPresent(it -> {
      throw new StartException(
          "There are replicas at %s (DATABASE_URL_REPLICA), and %s; give the address of the primary"
                  .formatted(it.hosts(), why)
              + " (DATABASE_URL), or leave the replicas out.");
    });
  }

  void poolSize(int connections) {
    this.poolSize = OptionalInt.of(Bounds.within("poolSize", connections, 1, 10_000));
  }

  void poolQueue(int waiting) {
    this.poolQueue = OptionalInt.of(Bounds.within("poolQueue", waiting, 0, 1_000_000));
  }

  void replicas(int running) {
    this.replicas = OptionalInt.of(Bounds.within("replicas", running, 1, 10_000));
  }

  void poolTimes(PoolTimes times) {
    this.poolTimes = Optional.of(times);
  }

  void sharedLookups(boolean yes) {
    this.sharedLookups = yes;
  }

  /**
   * Begins to open the pool.
   *
   * @param watch is told of statements
   * @param kept has the pool, if it outlives the application
   */
  Optional<Database> open(Optional<Watch> watch, Optional<KeptPool> kept) {
    Optional<Database> opened = place.apply(watch, kept);
    opened.ifPresent(it -> it.sharing().enable(sharedLookups));
    return opened;
  }
}
