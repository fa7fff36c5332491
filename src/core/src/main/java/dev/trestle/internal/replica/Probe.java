package dev.trestle.internal.replica;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import javax.sql.DataSource;

/**
 * Asks one server where its log ends, on a connection of its own, so that a pool whose connections
 * are all out does not make it seem to lag. Used by one thread.
 */
final class Probe implements AutoCloseable {
  private static final Executor DIRECTLY = Runnable::run;

  /**
   * Of the primary what is flushed: that is what replicas are sent. What an open transaction has
   * written beyond may stay there for long, and is nothing that anybody lacks.
   */
  private static final String POSITION =
      """
      select pg_is_in_recovery(),
        current_setting('default_transaction_read_only') = 'on',
        cast(pg_wal_lsn_diff(
          case when pg_is_in_recovery() then pg_last_wal_replay_lsn()
            else pg_current_wal_flush_lsn() end,
          '0/0') as bigint)\
      """;

  private static final String IDENTITY =
      """
      select cast(extract(epoch from pg_postmaster_start_time()) * 1000000 as bigint),
        (select cast(system_identifier as text) from pg_control_system()), current_database()\
      """;

  private final DataSource source;
  private final int patienceMillis;
  private Connection connection;
  private Identity identity;

  /**
   * @param patience with a network that says nothing, after which another connection is tried
   */
  Probe(DataSource source, Duration patience) {
    this.source = source;
    this.patienceMillis = (int) patience.toMillis();
  }

  /**
   * What a server says.
   *
   * @param isReplica whether it follows another
   * @param isReadOnly whether it takes no writes unless asked to
   * @param position up to where it has written, or replayed
   */
  record Reading(boolean isReplica, boolean isReadOnly, long position) {}

  /**
   * Which server it is.
   *
   * @param startedAt when, in microseconds
   * @param cluster what a primary and all that follow it have in common
   * @param database that was connected to
   */
  record Identity(long startedAt, String cluster, String database) {
    /** Why its positions mean nothing there; empty if it may follow that one. */
    Optional<String> whyNot(Identity primary) {
      if (!cluster.equals(primary.cluster)) {
        return Optional.of("it does not follow the server of DATABASE_URL, but another one");
      }
      return database.equals(primary.database)
          ? Optional.empty()
          : Optional.of(
              "its database is '%s', and that of DATABASE_URL is '%s'"
                  .formatted(database, primary.database));
    }
  }

  /** Of the server that was asked last. */
  Identity identity() {
    return identity;
  }

  /** Asks once more on another connection if this one is broken, or its statement cancelled. */
  Reading read() throws SQLException {
    if (connection != null) {
      try {
        return ask();
      } catch (SQLException | RuntimeException e) {
        close();
      }
    }
    try {
      connect();
      return ask();
    } catch (SQLException | RuntimeException e) {
      close();
      throw e;
    }
  }

  private void connect() throws SQLException {
    connection = source.getConnection();
    connection.setNetworkTimeout(DIRECTLY, patienceMillis);
    identity = identify(connection);
  }

  private Reading ask() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(POSITION)) {
      row.next();
      return new Reading(row.getBoolean(1), row.getBoolean(2), row.getLong(3));
    }
  }

  private static Identity identify(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(IDENTITY)) {
      row.next();
      return new Identity(row.getLong(1), row.getString(2), row.getString(3));
    }
  }

  /** The next reading takes another connection. */
  @Override
  public void close() {
    Connection closing = connection;
    connection = null;
    if (closing != null) {
      try {
        closing.close();
      } catch (SQLException e) {
        // It was of no use any more.
      }
    }
  }
}
