package dev.trestle.internal.work;

import java.sql.Connection;
import org.jooq.ConnectionProvider;

/** A pool's connections, for one request. */
final class RequestConnections implements OfRequest {
  private final RequestWork work;
  private final ConnectionProvider pool;
  private final Owner owner;

  RequestConnections(RequestWork work, ConnectionProvider pool, Owner owner) {
    this.work = work;
    this.pool = pool;
    this.owner = owner;
  }

  @Override
  public RequestWork work() {
    return work;
  }

  @Override
  public ConnectionProvider pool() {
    return pool;
  }

  @Override
  public Connection acquire() {
    return work.acquire(pool, owner);
  }

  @Override
  public void release(Connection connection) {
    work.release(pool, connection);
  }

  @Override
  public void refuseIfCancelled() {
    work.refuseIfCancelled();
  }

  @Override
  public void settle(Connection connection) {
    work.settle(connection);
  }
}
