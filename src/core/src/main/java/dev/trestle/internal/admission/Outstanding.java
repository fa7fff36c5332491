package dev.trestle.internal.admission;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The connections that are out. A few are found by looking at each, without a lock and without
 * making anything. So a permit comes back once, whether its connection is released, closed by who
 * took it, or both. Safe for all threads.
 */
final class Outstanding {
  private static final int PLACES = 32;

  private final AtomicReferenceArray<Connection> places = new AtomicReferenceArray<>(PLACES);

  /** Those of large pools. */
  private final Set<Connection> others = ConcurrentHashMap.newKeySet();

  void add(Connection connection) {
    for (int i = 0; i < PLACES; i++) {
      if (places.get(i) == null && places.compareAndSet(i, null, connection)) {
        return;
      }
    }
    others.add(connection);
  }

  /** Whether it was there. */
  boolean remove(Connection connection) {
    for (int i = 0; i < PLACES; i++) {
      if (places.get(i) == connection) {
        return places.compareAndSet(i, connection, null);
      }
    }
    return others.remove(connection);
  }

  /** Forgets those that were closed and not released, and tells how many they are. */
  int removeClosed() {
    int closed = 0;
    for (int i = 0; i < PLACES; i++) {
      Connection connection = places.get(i);
      if (connection != null && isClosed(connection) && places.compareAndSet(i, connection, null)) {
        closed++;
      }
    }
    for (Connection connection : others) {
      if (isClosed(connection) && others.remove(connection)) {
        closed++;
      }
    }
    return closed;
  }

  private static boolean isClosed(Connection connection) {
    try {
      return connection.isClosed();
    } catch (SQLException e) {
      return false;
    }
  }
}
