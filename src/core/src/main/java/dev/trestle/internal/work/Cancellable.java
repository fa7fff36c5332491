package dev.trestle.internal.work;

import java.sql.Connection;
import org.jooq.ConnectionProvider;

/** Connections of something that may be cancelled. */
public interface Cancellable extends ConnectionProvider {
  /**
   * Refuses to go on with what is cancelled. Asked where no connection is about to be leased: for
   * who holds one.
   *
   * @throws org.jooq.exception.DataAccessException with SQLSTATE 57014
   */
  void refuseIfCancelled();

  /**
   * Gives a connection's holder time for its last statement, which undoes the others: none is
   * cancelled on it from now on.
   */
  void settle(Connection connection);

  /** The same for connections that may be of another kind, which are never cancelled. */
  static void refuseIfCancelled(ConnectionProvider provider) {
    if (provider instanceof Cancellable cancellable) {
      cancellable.refuseIfCancelled();
    }
  }

  /** The same for connections that may be of another kind, which are never cancelled. */
  static void settle(ConnectionProvider provider, Connection connection) {
    if (provider instanceof Cancellable cancellable) {
      cancellable.settle(connection);
    }
  }
}
