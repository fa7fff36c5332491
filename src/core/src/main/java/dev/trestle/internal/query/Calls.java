package dev.trestle.internal.query;

import dev.trestle.internal.db.Snapshots;
import dev.trestle.query.JsonParts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jooq.Configuration;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.ResultQuery;

/** Runs prepared statements. */
public final class Calls {
  private Calls() {}

  /** All rows of a query. */
  public static <T> List<T> fetch(DSLContext db, Plan<T> plan, Object[] arguments, Limits limits) {
    return fetch(db, plan, arguments, limits, maker(db, plan));
  }

  /** All rows of a query, made into something else. */
  static <T> List<T> fetch(
      DSLContext db, Plan<?> plan, Object[] arguments, Limits limits, RowMaker<T> maker) {
    Configuration configuration = db.configuration();
    Rendered statement = plan.rendered(configuration, arguments);
    List<T> values = new ArrayList<>();
    load(
        configuration,
        plan,
        statement,
        arguments,
        limits,
        (row, owner) -> values.add(maker.make(row)));
    return values;
  }

  private static void load(
      Configuration configuration,
      Plan<?> plan,
      Rendered statement,
      Object[] arguments,
      Limits limits,
      Loader.Sink sink) {
    Optional<SharedLookup> shared = shared(configuration, plan, statement, arguments, limits);
    if (shared.isPresent()) {
      shared
          .get()
          .run(configuration, statement, () -> new SharedRows(statement.shape(), arguments))
          .give(sink);
      return;
    }
    try (Session session = new Session(configuration, limits)) {
      new Loader(session, arguments).load(statement, sink);
    }
  }

  /** Limits are a call's own, so it runs alone with them. */
  private static Optional<SharedLookup> shared(
      Configuration configuration,
      Plan<?> plan,
      Rendered statement,
      Object[] arguments,
      Limits limits) {
    return limits.isNone() ? plan.shared(configuration, statement, arguments) : Optional.empty();
  }

  /** The one row of a query. */
  public static <T> Single<T> single(
      DSLContext db, Plan<T> plan, Object[] arguments, Limits limits) {
    Configuration configuration = db.configuration();
    Rendered statement = plan.rendered(configuration, arguments);
    Single<T> value = new Single<>(maker(db, plan));
    load(configuration, plan, statement, arguments, limits, value);
    return value;
  }

  /** All rows of a query, as an array in JSON: in UTF-8, what the mapper would write of them. */
  public static byte[] json(
      DSLContext db, Plan<?> plan, Object[] arguments, Limits limits, JsonShapes shapes) {
    Configuration configuration = db.configuration();
    Rendered statement = plan.rendered(configuration, arguments);
    Optional<JsonShape> shape = plan.json(statement, shapes);
    if (shape.isEmpty()) {
      return shapes.mapper().writeValueAsBytes(fetch(db, plan, arguments, limits));
    }
    JsonLevel rows = rows(configuration, plan, statement, arguments, limits, shape.get());
    return new JsonArray().part(List.of(rows), true);
  }

  private static JsonLevel rows(
      Configuration configuration,
      Plan<?> plan,
      Rendered statement,
      Object[] arguments,
      Limits limits,
      JsonShape shape) {
    Optional<SharedLookup> shared = shared(configuration, plan, statement, arguments, limits);
    if (shared.isPresent()) {
      return shared
          .get()
          .run(configuration, statement, () -> new SharedJson(shape, arguments))
          .level();
    }
    try (Session session = new Session(configuration, limits)) {
      return new JsonLoader(session, arguments).load(statement, shape, JsonLoader.EachRow.NOTHING);
    }
  }

  /** The same, in parts that can be sent one after the other, with no lease between them. */
  public static JsonParts jsonParts(
      DSLContext db, Plan<?> plan, Object[] arguments, Limits limits, JsonShapes shapes) {
    Optional<Batches> batches = plan.listing().batches();
    return batches.isPresent() && isDirect(db, plan, arguments, shapes)
        ? new BatchedParts(
            db.configuration(), plan, batches.get(), shapes, arguments, limits, new JsonArray())
        : new WholePart(json(db, plan, arguments, limits, shapes));
  }

  /** The same, a line for each row in place of an array. */
  public static JsonParts jsonLines(
      DSLContext db, Plan<?> plan, Object[] arguments, Limits limits, JsonShapes shapes) {
    Optional<Batches> batches = plan.listing().batches();
    return batches.isPresent() && isDirect(db, plan, arguments, shapes)
        ? new BatchedParts(
            db.configuration(), plan, batches.get(), shapes, arguments, limits, new JsonLines())
        : new WholePart(JsonLines.of(shapes.mapper(), fetch(db, plan, arguments, limits)));
  }

  /** All rows, in batches that hold no lease between them. */
  public static <T> Iterable<List<T>> batches(
      DSLContext db, Plan<T> plan, Object[] arguments, Limits limits, int size) {
    PageWindow.checkSize(size);
    Batches batches =
        plan.listing()
            .batches()
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "This query cannot be read in batches: it needs an order that leaves no two"
                        + " rows in one place, and no limit, grouping or distinct"));
    return () -> new RowBatches<>(db, plan, batches, arguments, limits, size);
  }

  /** The same, as of one moment. */
  public static JsonParts jsonSnapshot(
      DSLContext db,
      Plan<?> plan,
      Object[] arguments,
      Limits limits,
      JsonShapes shapes,
      Duration longest) {
    Configuration configuration = db.configuration();
    Rendered statement = plan.rendered(configuration, arguments);
    Optional<JsonShape> shape = plan.json(statement, shapes);
    if (shape.isPresent()) {
      return new SnapshotParts(configuration, statement, shape.get(), arguments, limits, longest);
    }
    try (Snapshots.Snapshot snapshot = Snapshots.open(configuration, longest)) {
      DSLContext then = snapshot.configuration().dsl();
      return new WholePart(json(then, plan, arguments, limits, shapes));
    }
  }

  /** Whether rows are written without being mapped. */
  public static boolean isDirect(
      DSLContext db, Plan<?> plan, Object[] arguments, JsonShapes shapes) {
    return plan.json(plan.rendered(db.configuration(), arguments), shapes).isPresent();
  }

  /** Runs a statement and counts rows. */
  public static int execute(DSLContext db, Plan<?> plan, Object[] arguments, Limits limits) {
    Configuration configuration = db.configuration();
    Rendered statement = plan.rendered(configuration, arguments);
    try (Session session = new Session(configuration, limits)) {
      return session.update(statement, arguments);
    }
  }

  /** PostgreSQL's plan of the statement, without running it. */
  public static String explain(DSLContext db, Plan<?> plan, Object[] arguments, Limits limits) {
    Configuration configuration = db.configuration();
    Rendered statement = plan.rendered(configuration, arguments);
    try (Session session = new Session(configuration, limits)) {
      return String.join("\n", session.explain(statement, arguments, null));
    }
  }

  /** The SQL that is sent, before that of relations. */
  public static String sql(DSLContext db, Plan<?> plan, Object[] arguments) {
    return plan.rendered(db.configuration(), arguments).sql();
  }

  /** What makes of a row what the query is to give. */
  @SuppressWarnings("unchecked")
  static <T> RowMaker<T> maker(DSLContext db, Plan<T> plan) {
    if (plan.mapping().isPresent()) {
      return plan.mapping().get()::apply;
    }
    // Without a mapping the plan was prepared from a ResultQuery<T>.
    return plan.written() instanceof ResultQuery<?> query
        ? (RowMaker<T>) (RowMaker<? extends Record>) RowMaker.records(db, query)
        : row -> null;
  }
}
