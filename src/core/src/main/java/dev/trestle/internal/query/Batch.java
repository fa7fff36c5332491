package dev.trestle.internal.query;

import java.util.ArrayList;
import java.util.List;
import org.jooq.Configuration;
import org.jooq.DSLContext;

/** Runs prepared statements one after the other, neighbours of the same SQL in one go. */
public final class Batch {
  private Batch() {}

  /**
   * A statement with its arguments.
   *
   * @param plan of the statement
   * @param arguments of the call
   * @param limits of the call
   */
  public record Entry(Plan<?> plan, Object[] arguments, Limits limits) {}

  /** How many rows each changed, or gave. */
  public static List<Integer> execute(DSLContext db, List<Entry> entries) {
    Configuration configuration = db.configuration();
    List<Integer> counts = new ArrayList<>(entries.size());
    List<Object[]> group = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      Rendered statement = entry.plan().rendered(configuration, entry.arguments());
      group.add(entry.arguments());
      if (i + 1 == entries.size()
          || !continues(configuration, statement, entry, entries.get(i + 1))) {
        run(configuration, statement, entry.limits(), group, counts);
        group.clear();
      }
    }
    return counts;
  }

  /** The driver refuses a batch of what gives rows. */
  private static boolean continues(
      Configuration configuration, Rendered statement, Entry entry, Entry next) {
    return statement.shape().columns().isEmpty()
        && entry.limits().equals(next.limits())
        && next.plan().rendered(configuration, next.arguments()) == statement;
  }

  private static void run(
      Configuration configuration,
      Rendered statement,
      Limits limits,
      List<Object[]> group,
      List<Integer> counts) {
    try (Session session = new Session(configuration, limits)) {
      if (group.size() == 1) {
        counts.add(session.update(statement, group.getFirst()));
      } else {
        for (int count : session.batch(statement, group)) {
          counts.add(count);
        }
      }
    }
  }
}
