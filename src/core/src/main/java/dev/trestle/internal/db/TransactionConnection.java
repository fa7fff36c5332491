package dev.trestle.internal.db;

import dev.trestle.internal.work.Cancellable;
import dev.trestle.internal.work.Routed;
import dev.trestle.internal.work.UnitOfWork;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jooq.ConnectionProvider;
import org.jooq.exception.DataAccessException;
import org.jooq.exception.DetachedException;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives one connection to everybody in a transaction, from the first who asks for it; after its
 * end, the pool's as before.
 */
final class TransactionConnection implements Cancellable {
  private static final Logger LOG = LoggerFactory.getLogger("dev.trestle");

  /** For who asks after its end. */
  private final ConnectionProvider outside;

  private final ConnectionProvider pool;
  private final String modes;
  private final UnitOfWork unit;
  private final Lock taking = new ReentrantLock();
  private volatile Connection connection;
  private volatile boolean begun;
  private volatile boolean open = true;
  private boolean restoreAutoCommit;

  private TransactionConnection(
      ConnectionProvider outside, ConnectionProvider pool, String modes, UnitOfWork unit) {
    this.outside = outside;
    this.pool = pool;
    this.modes = modes;
    this.unit = unit;
  }

  /**
   * Takes nothing yet. What the request leaves meanwhile on this thread is a part of it.
   *
   * @param modes what follows {@code set transaction}; empty for the server's defaults
   */
  static TransactionConnection ofUnit(ConnectionProvider provider, String modes) {
    ConnectionProvider outside = outside(provider);
    ConnectionProvider pool = pool(outside, modes);
    return new TransactionConnection(outside, pool, modes, UnitOfWork.begin(pool));
  }

  /** The same for what only reads, on whatever threads, for as long as somebody takes. */
  static TransactionConnection ofReader(ConnectionProvider provider, String modes) {
    ConnectionProvider outside = outside(provider);
    // A standby cancels a long statement that keeps it from following, and nobody could go on.
    ConnectionProvider pool = Routed.primary(outside);
    return new TransactionConnection(outside, pool, modes, UnitOfWork.ofNobody());
  }

  private static ConnectionProvider outside(ConnectionProvider provider) {
    return provider instanceof TransactionConnection old ? old.outside : provider;
  }

  private static ConnectionProvider pool(ConnectionProvider outside, String modes) {
    if (!modes.contains("read only")) {
      return Routed.writing(outside);
    }
    // A standby has no serializable transactions.
    return outside instanceof Routed routed && !modes.contains("serializable")
        ? routed.reading()
        : Routed.primary(outside);
  }

  UnitOfWork unit() {
    return unit;
  }

  boolean isOpen() {
    return open;
  }

  /** Its connection, also where it is cancelled: for what undoes. Null if nobody asked for it. */
  Connection connection() {
    return connection;
  }

  /** Two threads that ask at once get the same. */
  private void take() {
    taking.lock();
    try {
      if (begun) {
        return;
      }
      refuseIfNotBegun();
      connection = pool.acquire();
      if (connection == null) {
        throw new DetachedException("This DSLContext has no connection for a transaction");
      }
      begin();
      begun = true;
    } catch (SQLException e) {
      throw new DataAccessException("Cannot begin a transaction", e);
    } finally {
      taking.unlock();
    }
  }

  /** On a connection that did not begin each statement would be committed by itself. */
  private void refuseIfNotBegun() throws SQLException {
    if (connection != null && !begun) {
      throw new SQLException(
          "This transaction did not begin, and the exception was caught", "25P02");
    }
  }

  /** The server sees {@code begin} with the first statement: pgjdbc sends both at once. */
  private void begin() throws SQLException {
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
    if (connection == null) {
      open = false;
      unit.committed();
      return;
    }
    refuseIfNotBegun();
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
    unit.committed();
  }

  /** To {@code commit} the server would answer {@code ROLLBACK}, and pgjdbc says nothing. */
  private boolean hasFailed() throws SQLException {
    return connection.isWrapperFor(BaseConnection.class)
        && connection.unwrap(BaseConnection.class).getTransactionState() == TransactionState.FAILED;
  }

  void rollback() throws SQLException {
    unit.undone();
    if (connection == null) {
      open = false;
      return;
    }
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
      return outside.acquire();
    }
    refuseIfCancelled();
    if (!begun) {
      take();
    }
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
      outside.release(released);
    }
  }
}
