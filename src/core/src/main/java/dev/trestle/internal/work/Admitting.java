package dev.trestle.internal.work;

import java.sql.Connection;
import org.jooq.ConnectionProvider;

/** A pool's connections, for which who asks may have to queue. */
public interface Admitting extends ConnectionProvider {
  /**
   * A connection for a request.
   *
   * @param owner who is named if it does not come back
   * @param goesOn whether the request has had one before: then it may wait however many others do,
   *     since what it has done would be lost
   * @throws org.jooq.exception.DataAccessException if there is none in time
   */
  Connection acquire(Owner owner, boolean goesOn);
}
