package dev.trestle.internal.db;

import dev.trestle.internal.work.Cancellable;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jooq.ConnectionProvider;
import org.jooq.exception.DetachedException;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives one connection to everybody in a transaction; after its end, the pool's as before. */
final class TransactionConnection implements Cancellable {
  private static final Logger LOG = LoggerFactory.getLogger("dev.trestle");

  private final ConnectionProvider pool;
  private final Connection connection;
  private boolean open = true;
  private boolean restoreAutoCommit;

  private TransactionConnection(ConnectionProvider pool, Connection connection) {
    this.pool = pool;
    this.connection = connection;
  }

  /** Takes a connection, to be given back by {@link #commit} or {@link #rollback}. */
  static TransactionConnection of(ConnectionProvider provider) {
    ConnectionProvider pool = provider instanceof TransactionConnection old ? old.pool : provider;
    Connection connection = pool.acquire();
    if (connection == null) {
      throw new DetachedException("This DSLContext has no connection to begin a transaction on");
    }
    return new TransactionConnection(pool, connection);
  }

  boolean isOpen() {
    return open;
  }

  /** Its connection, also where it is cancelled: for what undoes. */
  Connection connection() {
    return connection;
  }

  /** The server sees {@code begin} with the first statement: pgjdbc sends both at once. */
  void begin(String modes) throws SQLException {
    restoreAutoCommit = connection.getAutoCommit();
    if (restoreAutoCommit) {
      connection.setAutoCommit(false);
    }
    if (!modes.isEmpty()) {
      try (Statement statement = connection.createStatement()) {
        statement.execute("set transaction " + modes);
      }
    }
  }

  /** If this throws, nothing is committed and the connection is still out: roll back. */
  void commit() throws SQLException {
    refuseIfCancelled();
    if (hasFailed()) {
      throw new SQLException(
          "A statement of this transaction failed and its exception was caught, so PostgreSQL keeps"
              + " nothing of it; run what may fail in a transaction inside this one",
          "25P02");
    }
    connection.commit();
    try {
      end();
    } catch (SQLException | RuntimeException e) {
      // The work is done; who hears of a failure does it again.
      LOG.warn("A connection could not be given back after its commit", e);
    }
  }

  /** To {@code commit} the server would answer {@code ROLLBACK}, and pgjdbc says nothing. */
  private boolean hasFailed() throws SQLException {
    return connection.isWrapperFor(BaseConnection.class)
        && connection.unwrap(BaseConnection.class).getTransactionState() == TransactionState.FAILED;
  }

  void rollback() throws SQLException {
    Cancellable.settle(pool, connection);
    try {
      connection.rollback();
    } catch (SQLException | RuntimeException e) {
      discard(e);
      throw e;
    }
    end();
  }

  private void end() throws SQLException {
    open = false;
    try {
      if (restoreAutoCommit) {
        connection.setAutoCommit(true);
      }
    } finally {
      pool.release(connection);
    }
  }

  /** Closes the socket, since turning autocommit on would commit what could not be undone. */
  private void discard(Exception failure) {
    open = false;
    try {
      connection.abort(Runnable::run);
    } catch (SQLException | RuntimeException e) {
      failure.addSuppressed(e);
    }
    try {
      pool.release(connection);
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  @Override
  public Connection acquire() {
    if (!open) {
      return pool.acquire();
    }
    refuseIfCancelled();
    return connection;
  }

  @Override
  public void refuseIfCancelled() {
    Cancellable.refuseIfCancelled(pool);
  }

  @Override
  public void settle(Connection settled) {
    Cancellable.settle(pool, settled);
  }

  @Override
  public void release(Connection released) {
    if (released != connection) {
      pool.release(released);
    }
  }
}
