package dev.trestle;

import dev.trestle.internal.db.Database;
import dev.trestle.internal.db.PoolSize;
import dev.trestle.internal.db.ReplicaPools;
import dev.trestle.internal.watch.Watch;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import javax.sql.DataSource;

/** Where an application's database is, and what its pool is like. */
final class DatabaseSettings {
  private Function<Optional<Watch>, Optional<Database>> place =
      watch -> {
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

  void at(DatabaseUrl url) {
    this.place =
        watch ->
            Optional.of(
                Database.open(
                    url,
                    new PoolSize(poolSize, replicas),
                    poolQueue,
                    poolTimes,
                    watch.map(it -> it.of(url.database())),
                    replicaPools()));
  }

  private ReplicaPools replicaPools() {
    return readReplicas
        .map(url -> new ReplicaPools(url.servers(), replicaMaxLag))
        .orElse(ReplicaPools.NONE);
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
        watch -> {
          refuseReplicas("its database is given as a pool");
          return Optional.of(Database.over(pool, poolQueue, watch));
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

  /** Begins to open the pool. */
  Optional<Database> open(Optional<Watch> watch) {
    Optional<Database> opened = place.apply(watch);
    opened.ifPresent(it -> it.sharing().enable(sharedLookups));
    return opened;
  }
}
