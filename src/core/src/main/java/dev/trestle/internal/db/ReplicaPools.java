package dev.trestle.internal.db;

import com.zaxxer.hikari.HikariDataSource;
import dev.trestle.DatabaseUrl;
import dev.trestle.PoolTimes;
import dev.trestle.internal.admission.AdmittedConnections;
import dev.trestle.internal.admission.QueueLimits;
import dev.trestle.internal.replica.Replica;
import dev.trestle.internal.replica.Replicas;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;

/**
 * The pools to a database's replicas, one for each server, since each is as far as it is.
 *
 * @param servers an address for each
 * @param maxLag from which on one is not read from
 */
public record ReplicaPools(List<DatabaseUrl> servers, Duration maxLag) {
  /** Of a database that has none. */
  public static final ReplicaPools NONE = new ReplicaPools(List.of(), Duration.ZERO);

  /** For a connection that is nobody's yet: after that the primary is asked. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

  /** Opens them in their own time: an application without its replicas is a slower one. */
  Optional<Replicas> open(
      DataSource primary, PoolSize size, OptionalInt queue, PoolTimes primaryTimes) {
    return servers.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Replicas(
                    servers.stream().map(it -> open(it, size, queue, primaryTimes)).toList(),
                    maxLag,
                    primary)
                .start());
  }

  private static Replica open(
      DatabaseUrl url, PoolSize size, OptionalInt queue, PoolTimes primaryTimes) {
    PoolSize wanted = size.said().isPresent() ? size : size.withSaid(url.connectionLimit());
    Duration wait = primaryTimes.timeout();
    PoolTimes times =
        wait.isZero() || wait.compareTo(LONGEST_WAIT) > 0
            ? primaryTimes.withTimeout(LONGEST_WAIT)
            : primaryTimes;
    PoolSource watched = PoolSource.reading(url, () -> PoolSource.ANY);
    AtomicLong server = new AtomicLong();
    HikariDataSource pool = new HikariDataSource();
    pool.setPoolName("trestle-replica");
    pool.setDataSource(PoolSource.reading(url, server::get));
    pool.setMaximumPoolSize(wanted.first());
    Pool.set(pool, times);
    pool.setInitializationFailTimeout(-1);
    return new Replica(
        url.hosts(),
        watched,
        server,
        AdmittedConnections.ofReplica(
            url.hosts(),
            pool,
            pool::getMaximumPoolSize,
            new QueueLimits(queue, wait),
            times.leak()),
        pool,
        () -> Pool.settle(pool, wanted, watched.limits(), url.hosts()));
  }
}
