package dev.trestle.internal.admission;

import java.sql.Connection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The connections that are out. A few are found by looking at each, without a lock. So a permit
 * comes back once, whether its connection is released, closed by who took it, or both; and who has
 * one can be told. Safe for all threads.
 */
final class Outstanding {
  private static final int PLACES = 32;

  private final AtomicReferenceArray<Taken> places = new AtomicReferenceArray<>(PLACES);

  /** Those of large pools. */
  private final Map<Connection, Taken> others = new ConcurrentHashMap<>();

  void add(Taken taken) {
    for (int i = 0; i < PLACES; i++) {
      if (places.get(i) == null && places.compareAndSet(i, null, taken)) {
        return;
      }
    }
    others.put(taken.connection, taken);
  }

  /** What was there, if it was. */
  Optional<Taken> remove(Connection connection) {
    for (int i = 0; i < PLACES; i++) {
      Taken taken = places.get(i);
      if (taken != null && taken.connection == connection) {
        return places.compareAndSet(i, taken, null) ? Optional.of(taken) : Optional.empty();
      }
    }
    return Optional.ofNullable(others.remove(connection));
  }

  /** Forgets those that were closed and not released, and tells how many they are. */
  int removeClosed() {
    int closed = 0;
    for (int i = 0; i < PLACES; i++) {
      Taken taken = places.get(i);
      if (taken != null && taken.isClosed() && places.compareAndSet(i, taken, null)) {
        closed++;
      }
    }
    for (Taken taken : others.values()) {
      if (taken.isClosed() && others.remove(taken.connection, taken)) {
        closed++;
      }
    }
    return closed;
  }

  /** Those that are there now. */
  List<Taken> all() {
    List<Taken> all = new ArrayList<>();
    for (int i = 0; i < PLACES; i++) {
      Taken taken = places.get(i);
      if (taken != null) {
        all.add(taken);
      }
    }
    all.addAll(others.values());
    return all;
  }

  /** Who has one for the longest, in words. */
  String oldest() {
    return all().stream()
        .max(Comparator.comparingLong(Taken::millis))
        .map(Taken::toString)
        .orElse("nobody");
  }
}
