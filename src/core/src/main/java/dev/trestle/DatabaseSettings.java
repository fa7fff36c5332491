package dev.trestle;

import dev.trestle.internal.db.Database;
import dev.trestle.internal.db.PoolSize;
import dev.trestle.internal.watch.Watch;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import javax.sql.DataSource;

/** Where an application's database is, and what its pool is like. */
final class DatabaseSettings {
  private Function<Optional<Watch>, Optional<Database>> place = watch -> Optional.empty();
  private OptionalInt poolSize = OptionalInt.empty();
  private OptionalInt poolQueue = OptionalInt.empty();
  private OptionalInt replicas = OptionalInt.empty();
  private Optional<PoolTimes> poolTimes = Optional.empty();
  private boolean sharedLookups = true;

  void at(DatabaseUrl url) {
    this.place =
        watch ->
            Optional.of(
                Database.open(url, new PoolSize(poolSize, replicas), poolQueue, poolTimes, watch));
  }

  void over(DataSource pool) {
    this.place = watch -> Optional.of(Database.over(pool, poolQueue, watch));
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
