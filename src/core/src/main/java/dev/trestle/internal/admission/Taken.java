package dev.trestle.internal.admission;

import dev.trestle.internal.work.Owner;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;

/** A connection that is out. */
final class Taken {
  final Connection connection;
  private final Owner owner;
  private final long since = System.nanoTime();

  /** Whether it was told that this is out for long. */
  private volatile boolean told;

  Taken(Connection connection, Owner owner) {
    this.connection = connection;
    this.owner = owner;
  }

  Owner owner() {
    return owner;
  }

  long since() {
    return since;
  }

  /** For how long it is out. */
  long millis() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since);
  }

  /** Whether who took it has closed it, without releasing it. */
  boolean isClosed() {
    try {
      return connection.isClosed();
    } catch (SQLException e) {
      return false;
    }
  }

  boolean isTold() {
    return told;
  }

  void tell() {
    told = true;
  }

  @Override
  public String toString() {
    return owner + ", for " + millis() + " ms";
  }
}
