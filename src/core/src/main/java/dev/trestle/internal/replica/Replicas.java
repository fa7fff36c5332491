package dev.trestle.internal.replica;

import dev.trestle.ReplicaUse;
import dev.trestle.internal.work.Owner;
import dev.trestle.internal.work.RequestWork;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jooq.Configuration;
import org.jooq.ConnectionProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The replicas of an application's database. They travel in the data of its jOOQ configuration.
 * Safe for all threads.
 */
public final class Replicas implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger("dev.trestle");

  /** Longer than a replica that is read from may lack anything. */
  private static final Duration SLACK = Duration.ofMinutes(1);

  private final List<Replica> replicas;
  private final Duration maxLag;
  private final LagWatch watch;
  private final ReadingSql sql = new ReadingSql();
  private final AtomicInteger next = new AtomicInteger();

  /**
   * @param replicas at least one
   * @param maxLag from which on one is not read from
   * @param primary is asked how far it is, on one connection that stays open
   */
  public Replicas(List<Replica> replicas, Duration maxLag, DataSource primary) {
    this.replicas = List.copyOf(replicas);
    this.maxLag = maxLag;
    this.watch = new LagWatch(primary, this.replicas, maxLag);
  }

  /** Begins to ask them how far they are. */
  public Replicas start() {
    watch.start();
    return this;
  }

  /** Has a configuration, and all that are derived from it, know these. */
  public void begin(Configuration configuration) {
    configuration.data(Replicas.class, this);
  }

  /** Those of a configuration; null if it has none. */
  public static Replicas of(Configuration configuration) {
    return (Replicas) configuration.data(Replicas.class);
  }

  /** The connections of their pools. */
  public List<ConnectionProvider> pools() {
    return replicas.stream().<ConnectionProvider>map(Replica::connections).toList();
  }

  /**
   * Connections for a request that is meant to read.
   *
   * @param primary the application's own
   * @param position that a replica must have come to
   * @param owner how the request is named if it keeps a connection
   */
  public RoutedConnections route(
      RequestWork work, ConnectionProvider primary, long position, Owner owner) {
    return new RoutedConnections(this, work, primary, position, owner);
  }

  /** Each in its turn, of those that are fit. */
  Optional<Replica> choose(long position) {
    int first = replicas.size() == 1 ? 0 : next.getAndIncrement();
    for (int i = 0; i < replicas.size(); i++) {
      Replica replica = replicas.get(Math.floorMod(first + i, replicas.size()));
      if (isFit(replica) && replica.has(position)) {
        return Optional.of(replica);
      }
    }
    return Optional.empty();
  }

  boolean isFit(Replica replica) {
    return replica.isFit(maxLag.toNanos());
  }

  boolean isCertain(String statement) {
    return sql.isCertain(statement);
  }

  /**
   * Up to where the primary's log goes now, so behind all that was committed before.
   *
   * @return {@link Long#MAX_VALUE} if it cannot be asked
   */
  public long position(ConnectionProvider primary) {
    Connection connection = null;
    try {
      connection = primary.acquire();
      try (Statement statement = connection.createStatement();
          ResultSet row =
              statement.executeQuery(
                  "select cast(pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0') as bigint)")) {
        row.next();
        return Positions.withoutPageHeader(row.getLong(1));
      }
    } catch (SQLException | RuntimeException e) {
      LOG.debug("The primary did not tell how far it is", e);
      return Long.MAX_VALUE;
    } finally {
      if (connection != null) {
        primary.release(connection);
      }
    }
  }

  /** For how long a client's position is of use: after that, all that are read from have it. */
  public Duration lasting() {
    return maxLag.plus(SLACK);
  }

  /** One for each, in their order. */
  public List<ReplicaUse> use() {
    return replicas.stream().map(it -> it.use(watch.positions())).toList();
  }

  @Override
  public void close() {
    watch.close();
    for (Replica replica : replicas) {
      try {
        replica.close();
      } catch (Exception e) {
        LOG.warn("The pool of replica {} did not close", replica.host(), e);
      }
    }
  }
}
