package dev.trestle.internal.work;

import java.sql.Connection;
import org.jooq.ConnectionProvider;

/** A pool's connections, for which who asks may have to queue. */
public interface Admitting extends ConnectionProvider {
  /**
   * A connection for a request that has had one before: it may wait however many others do, since
   * what it has done would be lost.
   *
   * @throws org.jooq.exception.DataAccessException if there is none in time
   */
  Connection acquireToGoOn();
}
