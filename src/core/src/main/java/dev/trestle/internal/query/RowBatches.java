package dev.trestle.internal.query;

import dev.trestle.internal.watch.StatementScope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jooq.DSLContext;

/**
 * The rows of a query, in batches of a given size. Each is read on a lease of its own when it is
 * asked for. Used by one thread.
 *
 * @param <T> what each row becomes
 */
final class RowBatches<T> implements Iterator<List<T>> {
  private final DSLContext db;
  private final Batches batches;
  private final RowMaker<T> maker;
  private final Object[] arguments;
  private final Limits limits;
  private final int size;

  private List<Object> place = List.of();
  private List<T> ahead = List.of();
  private boolean ended;

  RowBatches(
      DSLContext db, Plan<T> plan, Batches batches, Object[] arguments, Limits limits, int size) {
    this.db = db;
    this.batches = batches;
    this.maker = Calls.maker(db, plan);
    this.arguments = arguments;
    this.limits = limits;
    this.size = size;
  }

  @Override
  public boolean hasNext() {
    if (ahead.isEmpty() && !ended) {
      ahead = batch();
      ended = ahead.size() < size;
    }
    return !ahead.isEmpty();
  }

  @Override
  public List<T> next() {
    if (!hasNext()) {
      throw new NoSuchElementException("All rows are read");
    }
    List<T> rows = ahead;
    ahead = List.of();
    return rows;
  }

  private List<T> batch() {
    List<Object> more = new ArrayList<>(place);
    more.add(size);
    Plan<?> statement = batches.plan(place.isEmpty());
    // To who looks for statements that are repeated, the batches of a list are one.
    Runnable forget = place.isEmpty() ? () -> {} : StatementScope.mark(db.configuration());
    try {
      return Calls.fetch(
          db,
          statement,
          Listing.with(arguments, more),
          limits,
          row -> {
            place = batches.place(row);
            return maker.make(Arrays.copyOf(row, batches.width()));
          });
    } finally {
      forget.run();
    }
  }
}
