package dev.trestle.internal.admission;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;

/** The queue for connections: a line for each rank. Guarded by the lock of its admission. */
final class Waiters {
  /** Who has begun goes first, but does not keep those out who have not. */
  private static final int BEGUN_IN_A_ROW = 3;

  private final Map<Rank, SequencedSet<Waiter>> lines = new EnumMap<>(Rank.class);
  private int begunInARow;
  private int size;

  Waiters() {
    for (Rank rank : Rank.values()) {
      lines.put(rank, new LinkedHashSet<>());
    }
  }

  private SequencedSet<Waiter> line(Rank rank) {
    return lines.get(rank);
  }

  void add(Waiter waiter) {
    line(waiter.rank()).add(waiter);
    size++;
  }

  void remove(Waiter waiter) {
    if (line(waiter.rank()).remove(waiter)) {
      size--;
    }
  }

  int size() {
    return size;
  }

  int size(Rank rank) {
    return line(rank).size();
  }

  /** Takes out who is next; null if nobody waits. */
  Waiter poll() {
    Rank rank;
    if (!line(Rank.FIRST).isEmpty()) {
      rank = Rank.FIRST;
    } else if (line(Rank.BEGUN).isEmpty()
        || begunInARow >= BEGUN_IN_A_ROW && !line(Rank.NEW).isEmpty()) {
      rank = Rank.NEW;
      begunInARow = 0;
    } else {
      rank = Rank.BEGUN;
      begunInARow++;
    }
    if (line(rank).isEmpty()) {
      return null;
    }
    size--;
    return line(rank).removeFirst();
  }

  /** Since when the first waits, of whatever rank; empty if nobody does. */
  Optional<Long> oldest() {
    return lines.values().stream()
        .filter(line -> !line.isEmpty())
        .map(line -> line.getFirst().since())
        .min((one, other) -> Long.signum(one - other));
  }

  /** Takes out who has waited for so many nanoseconds. */
  List<Waiter> pollOlder(long now, long nanos) {
    List<Waiter> old = new ArrayList<>();
    for (SequencedSet<Waiter> line : lines.values()) {
      while (!line.isEmpty() && line.getFirst().isOlder(now, nanos)) {
        old.add(line.removeFirst());
        size--;
      }
    }
    return old;
  }
}
