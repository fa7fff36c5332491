package dev.trestle.internal.query;

import dev.trestle.internal.query.Batch.Entry;
import java.util.ArrayList;
import java.util.List;
import org.jooq.Configuration;

/**
 * Neighbours that travel together: calls of one statement, within the same limits.
 *
 * @param <T> what each row becomes
 */
record Run<T>(Rendered statement, List<Entry<T>> entries) {

  /**
   * Puts neighbours together. Queries stay alone: of their rows the driver does not know which
   * belong to which call.
   */
  @SuppressWarnings("unchecked") // An Entry<?> is only read.
  static <T> List<Run<T>> of(
      Configuration configuration, List<? extends Entry<? extends T>> entries) {
    List<Run<T>> runs = new ArrayList<>();
    for (Entry<? extends T> entry : entries) {
      Rendered statement = entry.plan().rendered(configuration, entry.arguments());
      if (runs.isEmpty() || !runs.getLast().takes(statement, entry)) {
        runs.add(new Run<>(statement, new ArrayList<>()));
      }
      runs.getLast().entries.add((Entry<T>) entry);
    }
    return runs;
  }

  private boolean takes(Rendered next, Entry<?> entry) {
    return next == statement
        && limits().equals(entry.limits())
        && statement.change()
        && statement.shape().relations().isEmpty();
  }

  boolean isSingle() {
    return entries.size() == 1;
  }

  Limits limits() {
    return entries.getFirst().limits();
  }

  List<Object[]> arguments() {
    return entries.stream().map(Entry::arguments).toList();
  }
}
