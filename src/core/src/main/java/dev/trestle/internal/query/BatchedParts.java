package dev.trestle.internal.query;

import dev.trestle.internal.watch.StatementScope;
import dev.trestle.query.JsonParts;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.jooq.Configuration;

/**
 * The rows of a query as JSON, in parts of some {@link #PART} bytes: many slow clients at once hold
 * one each. Each batch is read on a lease of its own; none is out between two parts. Used by one
 * thread.
 */
final class BatchedParts implements JsonParts {
  private static final int PART = 256 * 1024;
  private static final int ENOUGH = PART / 2;
  private static final int LARGEST_BATCH = 10_000;

  private final Configuration configuration;
  private final Plan<?> plan;
  private final Batches batches;
  private final JsonShapes shapes;
  private final Object[] arguments;
  private final Limits limits;
  private final JsonFrame frame;

  private int limit;
  private List<Object> place = List.of();
  private boolean ended;

  BatchedParts(
      Configuration configuration,
      Plan<?> plan,
      Batches batches,
      JsonShapes shapes,
      Object[] arguments,
      Limits limits,
      JsonFrame frame) {
    this.configuration = configuration;
    this.plan = plan;
    this.batches = batches;
    this.shapes = shapes;
    this.arguments = arguments;
    this.limits = limits;
    this.frame = frame;
    this.limit = frame.firstBatch();
  }

  @Override
  public boolean hasNext() {
    return !ended;
  }

  @Override
  public byte[] next() {
    if (ended) {
      throw new NoSuchElementException("All rows are written");
    }
    List<JsonLevel> levels = new ArrayList<>();
    long size = 0;
    do {
      JsonLevel level = batch();
      size += level.size();
      ended = level.rows() < limit;
      // The next one fills this part or is about another, however large the rows are.
      long rowSize = 1 + level.size() / Math.max(1, level.rows());
      long room = size < ENOUGH ? PART - size : PART;
      limit = Math.clamp(room / rowSize, 1, Math.min(LARGEST_BATCH, 4 * limit));
      levels.add(level);
    } while (!ended && size < ENOUGH);
    return frame.part(levels, ended);
  }

  @Override
  public void close() {
    ended = true;
  }

  private JsonLevel batch() {
    Plan<?> statement = batches.plan(place.isEmpty());
    List<Object> more = new ArrayList<>(place);
    more.add(limit);
    Object[] all = Listing.with(arguments, more);
    Rendered rendered = statement.rendered(configuration, all);
    JsonShape shape = statement.json(rendered, plan.mapping().orElseThrow(), shapes).orElseThrow();
    int[] columns = batches.columns(rendered.shape());
    // To who looks for statements that are repeated, the batches of an answer are one.
    Runnable forget = place.isEmpty() ? () -> {} : StatementScope.mark(configuration);
    try (Session session = new Session(configuration, limits)) {
      return new JsonLoader(session, all)
          .load(
              rendered,
              shape,
              (count, rows, scope) -> {
                if (count == limit) {
                  place = place(rendered.shape(), columns, rows, scope);
                }
              });
    } finally {
      forget.run();
    }
  }

  private static List<Object> place(Shape shape, int[] columns, ResultSet rows, BindingScopes scope)
      throws SQLException {
    List<Object> values = new ArrayList<>(columns.length);
    for (int column : columns) {
      values.add(shape.readers().get(column).read(rows, column + 1, scope));
    }
    return values;
  }
}
