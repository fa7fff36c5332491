package dev.trestle.internal.replica;

import dev.trestle.ReplicaUse;
import dev.trestle.internal.admission.AdmittedConnections;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import javax.sql.DataSource;

/** A server that follows the primary, with a pool of its own. Safe for all threads. */
public final class Replica {
  private static final long UNKNOWN = -1;

  private final String host;
  private final DataSource source;
  private final AtomicLong server;
  private final AdmittedConnections connections;
  private final AutoCloseable pool;
  private final Runnable connected;
  private final LongAdder reads = new LongAdder();
  private final LongAdder handedOver = new LongAdder();
  private final Object lock = new Object();

  /** Whether it takes reads: changed by who watches it, one line of log each. */
  private volatile boolean reading;

  private volatile boolean fresh = true;
  private volatile boolean asked;
  private volatile boolean compared;
  private volatile long currentAt;
  private volatile long replayed = UNKNOWN;
  private Optional<String> trouble = Optional.of("it was not asked yet");

  /**
   * @param host and port, for the log
   * @param source opens connections to watch it
   * @param server is told when that was started which is watched: its pool must lead to the same
   * @param connections of its pool
   * @param pool is closed with it
   * @param connected to be called after the first connection of the source, before the pool is used
   */
  public Replica(
      String host,
      DataSource source,
      AtomicLong server,
      AdmittedConnections connections,
      AutoCloseable pool,
      Runnable connected) {
    this.host = host;
    this.source = source;
    this.server = server;
    this.connections = connections;
    this.pool = pool;
    this.connected = connected;
  }

  String host() {
    return host;
  }

  DataSource source() {
    return source;
  }

  AdmittedConnections connections() {
    return connections;
  }

  /** It is well, perhaps on another server than before. */
  void connected(long startedAt) {
    if (server.getAndSet(startedAt) != startedAt) {
      connected.run();
    }
  }

  /** When the server was started that a connection leads to, in microseconds: no two are alike. */
  public static long startedAt(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select cast(extract(epoch from pg_postmaster_start_time()) * 1000000 as bigint)")) {
      row.next();
      return row.getLong(1);
    }
  }

  /** It has told how far it is, and had all that was committed before a time. */
  void told(long position, Positions primary) {
    synchronized (lock) {
      replayed = position;
      trouble = Optional.empty();
      primary
          .reached(position)
          .ifPresent(time -> {
            if (!compared || time - currentAt > 0) {
              currentAt = time;
              compared = true;
            }
          });
    }
  }

  /** It cannot be asked, or is no replica. */
  void failed(String why) {
    synchronized (lock) {
      compared = false;
      replayed = UNKNOWN;
      trouble = Optional.of(why);
    }
  }

  Optional<String> trouble() {
    synchronized (lock) {
      return trouble;
    }
  }

  /** For how long it may lack what was committed, at most; empty if that is not known. */
  Optional<Duration> lag() {
    return compared
        ? Optional.of(Duration.ofNanos(Math.max(0, System.nanoTime() - currentAt)))
        : Optional.empty();
  }

  boolean isReading() {
    return reading;
  }

  /** Whether it was never told to take reads, or none. */
  boolean isNew() {
    return fresh;
  }

  /** Whether it was looked at once when it could be compared with the primary. */
  boolean isAsked() {
    return asked;
  }

  void asked() {
    asked = true;
  }

  void take(boolean reads) {
    fresh = false;
    reading = reads;
  }

  /**
   * Whether it may be read from now.
   *
   * @param longestLag in nanoseconds
   */
  boolean isFit(long longestLag) {
    return reading && compared && System.nanoTime() - currentAt <= longestLag;
  }

  /** Whether it has replayed up to there. */
  boolean has(long position) {
    return replayed >= position;
  }

  void countRead() {
    reads.increment();
  }

  void countHandedOver() {
    handedOver.increment();
  }

  ReplicaUse use(Positions primary) {
    long behind =
        replayed == UNKNOWN || primary.last().isEmpty()
            ? UNKNOWN
            : Math.max(0, primary.last().getAsLong() - replayed);
    return new ReplicaUse(
        host,
        reading,
        lag(),
        behind,
        reads.sum(),
        handedOver.sum(),
        connections.out(),
        connections.waiting());
  }

  void close() throws Exception {
    pool.close();
  }
}
