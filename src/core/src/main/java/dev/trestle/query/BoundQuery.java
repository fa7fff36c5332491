package dev.trestle.query;

import dev.trestle.internal.query.Calls;
import dev.trestle.internal.query.Limits;
import dev.trestle.internal.query.Plan;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.exception.NoDataFoundException;
import org.jooq.exception.TooManyRowsException;

/**
 * A prepared statement with its arguments. Immutable: run it as often as needed, on any database.
 *
 * <p>It takes one connection of the {@link DSLContext}, within a transaction that transaction's,
 * and gives it back before the result is returned. What PostgreSQL refuses is jOOQ's {@link
 * org.jooq.exception.DataAccessException}, as with jOOQ's own queries.
 *
 * <p>jOOQ's execute listeners and record mapper providers do not see it: nothing of jOOQ's runs. A
 * {@link StatementListener} does.
 *
 * @param <T> what each row becomes
 */
public final class BoundQuery<T> {
  private final Plan<T> plan;
  private final Object[] arguments;
  private final Limits limits;

  BoundQuery(Plan<T> plan, Object... arguments) {
    this(plan, arguments, Limits.NONE);
  }

  private BoundQuery(Plan<T> plan, Object[] arguments, Limits limits) {
    this.plan = plan;
    this.arguments = arguments;
    this.limits = limits;
  }

  /**
   * All rows.
   *
   * @param db where to run it
   * @return to be changed freely
   */
  public List<T> fetch(DSLContext db) {
    return Calls.fetch(db, plan, arguments, limits);
  }

  /**
   * The one row, if there is one.
   *
   * @param db where to run it
   * @return empty for no row, or for a row that becomes null
   * @throws TooManyRowsException if there are several
   */
  public Optional<T> fetchOptional(DSLContext db) {
    List<T> rows = fetch(db);
    if (rows.size() > 1) {
      throw new TooManyRowsException("The query gave " + rows.size() + " rows; one was expected");
    }
    return rows.isEmpty() ? Optional.empty() : Optional.ofNullable(rows.getFirst());
  }

  /**
   * The one row.
   *
   * @param db where to run it
   * @return what it becomes
   * @throws NoDataFoundException if there is none
   * @throws TooManyRowsException if there are several
   */
  public T fetchSingle(DSLContext db) {
    List<T> rows = fetch(db);
    if (rows.isEmpty()) {
      throw new NoDataFoundException("The query gave no row; one was expected");
    }
    if (rows.size() > 1) {
      throw new TooManyRowsException("The query gave " + rows.size() + " rows; one was expected");
    }
    return rows.getFirst();
  }

  /**
   * Runs it for its effect.
   *
   * @param db where to run it
   * @return how many rows it changed, or gave
   */
  public int execute(DSLContext db) {
    return Calls.execute(db, plan, arguments, limits);
  }

  /**
   * The same, ended by the server if it takes longer: SQLSTATE 57014. Without, jOOQ's {@code
   * queryTimeout} setting counts.
   *
   * @param each statement's, rounded up to whole seconds
   * @return a new query
   */
  public BoundQuery<T> timeout(Duration each) {
    return new BoundQuery<>(plan, arguments, new Limits(Optional.of(each), limits.cancellation()));
  }

  /**
   * The same, ended when somebody says so.
   *
   * @param cancellation ends it
   * @return a new query
   */
  public BoundQuery<T> cancelledBy(Cancellation cancellation) {
    return new BoundQuery<>(
        plan, arguments, new Limits(limits.timeout(), Optional.of(cancellation)));
  }

  /**
   * How PostgreSQL would run it with these values: {@code explain select …}. It is not run, and
   * nothing is changed. Relations are left out, because their keys come from its rows.
   *
   * <p>There is no {@code explain analyze}: that runs the statement, and what a function or a
   * sequence in it does is not always undone by rolling back.
   *
   * @param db where to ask
   * @return the plan, its lines separated by {@code \n}; values can stand in it
   * @throws org.jooq.exception.DataAccessException if there is no plan of such a statement,
   *     SQLSTATE 42601
   */
  public String explain(DSLContext db) {
    return Calls.explain(db, plan, arguments, limits);
  }

  /**
   * What is sent.
   *
   * @param db decides the dialect and the settings
   * @return the SQL with a question mark for each value; not that of relations
   */
  public String sql(DSLContext db) {
    return Calls.sql(db, plan, arguments);
  }
}
