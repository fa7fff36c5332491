package dev.trestle.query;

import java.sql.SQLException;
import java.sql.Statement;

/**
 * Ends a running query from another thread: PostgreSQL is asked to cancel the statement, and the
 * thread that runs it gets the failure, SQLSTATE 57014. Safe for all threads; for one call at a
 * time.
 *
 * <pre>{@code
 * Cancellation cancellation = new Cancellation();
 * REPORT.with(year).cancelledBy(cancellation).fetch(db);   // one thread
 * cancellation.cancel();                                   // another
 * }</pre>
 */
public final class Cancellation {
  private Statement running;
  private boolean cancelled;

  /** Of nothing yet. */
  public Cancellation() {}

  /**
   * Cancels what runs, and what would be run under it later. Does nothing the second time.
   *
   * @throws IllegalStateException if the server could not be asked; the statement may still run
   */
  public synchronized void cancel() {
    cancelled = true;
    if (running != null) {
      try {
        running.cancel();
      } catch (SQLException e) {
        throw new IllegalStateException("The server could not be asked to cancel", e);
      }
    }
  }

  /**
   * Whether somebody has said so.
   *
   * @return true from {@link #cancel} on
   */
  public synchronized boolean isCancelled() {
    return cancelled;
  }

  /**
   * Puts a statement under this cancellation.
   *
   * @param statement about to run
   * @return to be closed once it has ended, before its connection is given back
   * @throws SQLException 57014 if it is cancelled already
   */
  public synchronized AutoCloseable watch(Statement statement) throws SQLException {
    if (cancelled) {
      throw new SQLException("Cancelled before the statement began", "57014");
    }
    running = statement;
    return this::ended;
  }

  /** Waits for a cancel under way, so that it cannot hit the connection's next statement. */
  private synchronized void ended() {
    running = null;
  }
}
