package dev.trestle.internal.query;

import java.util.List;
import org.jooq.Configuration;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.ResultQuery;

/** Runs prepared statements. */
public final class Calls {
  private Calls() {}

  /** All rows of a query. */
  public static <T> List<T> fetch(DSLContext db, Plan<T> plan, Object[] arguments, Limits limits) {
    Configuration configuration = db.configuration();
    Rendered statement = plan.rendered(configuration, arguments);
    RowMaker<T> maker = maker(db, plan);
    try (Session session = new Session(configuration, limits)) {
      return new Loader(session, arguments).load(statement, maker);
    }
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

  @SuppressWarnings("unchecked")
  private static <T> RowMaker<T> maker(DSLContext db, Plan<T> plan) {
    if (plan.mapping().isPresent()) {
      return plan.mapping().get()::apply;
    }
    // Without a mapping the plan was prepared from a ResultQuery<T>.
    return plan.written() instanceof ResultQuery<?> query
        ? (RowMaker<T>) (RowMaker<? extends Record>) RowMaker.records(db, query)
        : row -> null;
  }
}
