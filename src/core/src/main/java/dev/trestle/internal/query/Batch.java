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
   * @param <T> what each of its rows becomes
   * @param plan of the statement
   * @param arguments of the call
   * @param limits of the call
   */
  public record Entry<T>(Plan<T> plan, Object[] arguments, Limits limits) {}

  /** How many rows each changed, or gave. */
  public static List<Integer> execute(DSLContext db, List<? extends Entry<?>> entries) {
    Configuration configuration = db.configuration();
    List<Integer> counts = new ArrayList<>(entries.size());
    for (Run<?> run : Run.of(configuration, entries)) {
      try (Session session = new Session(configuration, run.limits())) {
        if (run.isSingle()) {
          counts.add(session.update(run.statement(), run.arguments().getFirst()));
        } else {
          for (int count : session.batch(run.statement(), run.arguments())) {
            counts.add(count);
          }
        }
      }
    }
    return counts;
  }

  /** The rows of each. */
  public static <T> List<List<T>> fetch(DSLContext db, List<Entry<T>> entries) {
    List<List<T>> values = new ArrayList<>(entries.size());
    for (Entry<T> entry : entries) {
      values.add(new ArrayList<>());
    }
    load(db, entries, (index, maker) -> (row, owner) -> values.get(index).add(maker.make(row)));
    return values;
  }

  /** The one row of each. */
  public static <T> List<T> fetchSingles(DSLContext db, List<Entry<T>> entries) {
    List<Single<T>> values = new ArrayList<>(entries.size());
    load(
        db,
        entries,
        (index, maker) -> {
          values.add(new Single<>(maker));
          return values.getLast();
        });
    return values.stream().map(Single::required).toList();
  }

  /** The one row of each of different statements, in one go unless one has relations or limits. */
  public static List<?> fetchDifferentSingles(DSLContext db, List<Entry<?>> entries) {
    Configuration configuration = db.configuration();
    List<Rendered> statements = new ArrayList<>(entries.size());
    List<Single<?>> values = new ArrayList<>(entries.size());
    boolean together = true;
    for (Entry<?> entry : entries) {
      Rendered statement = entry.plan().rendered(configuration, entry.arguments());
      statements.add(statement);
      values.add(new Single<>(Calls.maker(db, entry.plan())));
      together &= statement.shape().relations().isEmpty() && entry.limits().isNone();
    }
    if (together) {
      try (Session session = new Session(configuration, Limits.NONE)) {
        List<Object[]> arguments = entries.stream().<Object[]>map(Entry::arguments).toList();
        Loader.load(session, statements, arguments, List.copyOf(values));
      }
    } else {
      for (int i = 0; i < entries.size(); i++) {
        Entry<?> entry = entries.get(i);
        try (Session session = new Session(configuration, entry.limits())) {
          new Loader(session, entry.arguments()).load(statements.get(i), values.get(i));
        }
      }
    }
    return values.stream().map(Single::required).toList();
  }

  /** Takes the rows of one entry after the other. */
  @FunctionalInterface
  private interface Sinks<T> {
    Loader.Sink of(int index, RowMaker<T> maker);
  }

  private static <T> void load(DSLContext db, List<Entry<T>> entries, Sinks<T> sinks) {
    Configuration configuration = db.configuration();
    int index = 0;
    for (Run<T> run : Run.of(configuration, entries)) {
      List<Loader.Sink> each = new ArrayList<>(run.entries().size());
      for (Entry<T> entry : run.entries()) {
        each.add(sinks.of(index++, Calls.maker(db, entry.plan())));
      }
      try (Session session = new Session(configuration, run.limits())) {
        if (run.isSingle()) {
          new Loader(session, run.arguments().getFirst()).load(run.statement(), each.getFirst());
        } else {
          Loader.load(session, run, each);
        }
      }
    }
  }
}
