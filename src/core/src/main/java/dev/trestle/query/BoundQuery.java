package dev.trestle.query;

import dev.trestle.SigningKey;
import dev.trestle.internal.db.LeanTransactions;
import dev.trestle.internal.query.Batch;
import dev.trestle.internal.query.Calls;
import dev.trestle.internal.query.JsonShapes;
import dev.trestle.internal.query.Limits;
import dev.trestle.internal.query.PageWindow;
import dev.trestle.internal.query.Pages;
import dev.trestle.internal.query.Plan;
import dev.trestle.internal.query.Slices;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jooq.Function2;
import org.jooq.Function3;
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
    return Calls.single(db, plan, arguments, limits).optional();
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
    return Calls.single(db, plan, arguments, limits).required();
  }

  byte[] json(DSLContext db, JsonShapes shapes) {
    return Calls.json(db, plan, arguments, limits, shapes);
  }

  JsonParts jsonParts(DSLContext db, JsonShapes shapes) {
    return Calls.jsonParts(db, plan, arguments, limits, shapes);
  }

  JsonParts jsonSnapshot(DSLContext db, JsonShapes shapes, Duration longest) {
    return Calls.jsonSnapshot(db, plan, arguments, limits, shapes, longest);
  }

  JsonParts jsonLines(DSLContext db, JsonShapes shapes) {
    return Calls.jsonLines(db, plan, arguments, limits, shapes);
  }

  boolean isDirect(DSLContext db, JsonShapes shapes) {
    return Calls.isDirect(db, plan, arguments, shapes);
  }

  /**
   * A page of the list, and how long the list is. The query has an order, which should end in a key
   * (or pages may share rows), and no limit of its own. The second statement is left out where the
   * page itself tells: it is the last one.
   *
   * <pre>{@code
   * select … from posts where author_id = ? order by created_at desc, id offset ? rows fetch next ? rows only
   * select count(*) from posts where author_id = ?
   * }</pre>
   *
   * <p>The server counts to the page's first row and through the whole list; a list that is long,
   * or grows while it is read, is better read by {@link #slice}.
   *
   * @param db where to run it
   * @param number of the page, counted from 1
   * @param size of a page, 1 to 10,000
   * @return without rows past the end
   * @throws dev.trestle.HttpError 400 if the number or the size is out of bounds
   * @throws IllegalArgumentException if the query has no order, or a limit
   */
  public Page<T> page(DSLContext db, int number, int size) {
    return Pages.fetch(db, plan, arguments, limits, PageWindow.of(number, size));
  }

  /**
   * A part of the list, and the cursors of its neighbours. The query's order says what comes next,
   * so it must leave no two rows in one place: its columns are never null, belong to the query's
   * tables, and among them is a key of each. They need not be selected. Conditions, arguments,
   * relations are as usual.
   *
   * <pre>{@code
   * select …, id from posts where author_id = ? and (created_at, id) < (?, ?)
   * order by created_at desc, id desc fetch next ? rows only
   * }</pre>
   *
   * <p>An index on the order's columns finds the place, however long the list. With columns in
   * different directions it is {@code a <= ? and (a < ? or a = ? and b > ?)}. A row that is there
   * all the time comes exactly once on the way from one end to the other, whatever is inserted or
   * deleted meanwhile.
   *
   * <p>A cursor is text fit for a URL. It is signed and holds for this query's SQL, so a client can
   * neither make one up nor use that of another list; after a release that changes the SQL, old
   * ones are refused. It says where, not what: the arguments are not in it. Its holder can read the
   * values of the order's columns in it.
   *
   * @param db where to run it
   * @param key signs the cursors
   * @param cursor that an earlier slice gave; empty to begin at the start
   * @param size rows at most, 1 to 10,000
   * @return the rows, and where it goes on
   * @throws dev.trestle.HttpError 400 for a cursor that this list has not given, or a size out of
   *     bounds
   * @throws IllegalArgumentException if the query's order leaves open which row comes next
   */
  public Slice<T> slice(DSLContext db, SigningKey key, Optional<String> cursor, int size) {
    return Slices.fetch(db, plan, arguments, limits, key, cursor, size);
  }

  /**
   * All rows of a long list, some at a time:
   *
   * <pre>{@code
   * for (List<Post> posts : ALL.with().batches(db, 500)) {
   *   write(posts);
   * }
   * }</pre>
   *
   * <p>Each batch goes on beyond the last row of the one before, as {@link #slice} does, and the
   * query's order is one that it accepts. Between two batches no connection is out, so whoever
   * takes long over one keeps nobody waiting. They do not see one moment; a row that is there all
   * the time comes exactly once.
   *
   * @param db where to run it
   * @param size of a batch, 1 to 10,000 rows
   * @return begins again with each iterator, which is for one thread
   * @throws dev.trestle.HttpError 400 for a size out of bounds
   * @throws IllegalArgumentException if the query's order leaves open which row comes next, or it
   *     has a limit
   */
  public Iterable<List<T>> batches(DSLContext db, int size) {
    return Calls.batches(db, plan, arguments, limits, size);
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
   * The rows of each of several calls, run in order: all of them or none, in the transaction that
   * is open or in one of their own.
   *
   * <pre>{@code
   * List<List<Account>> changed = fetchEach(tx, List.of(ADD.with(from, -amount), ADD.with(to, amount)));
   * }</pre>
   *
   * <p>Neighbours of one {@code insert}, {@code update} or {@code delete} with {@code returning}
   * travel together, as a JDBC batch: in one round trip if the driver knows how long a row is at
   * most, which it does for numbers, dates, UUIDs and {@code varchar(n)}, not for {@code text};
   * else in one each. Other queries, and those with relations, are run one after the other.
   *
   * @param <T> what each row becomes
   * @param db where to run them
   * @param calls each sees what those before it have done
   * @return a list for each call, to be changed freely
   * @throws org.jooq.exception.DataAccessException if the database refuses one
   */
  public static <T> List<List<T>> fetchEach(DSLContext db, List<BoundQuery<T>> calls) {
    return each(db, calls, Batch::fetch);
  }

  /**
   * The one row of each of several calls; otherwise as {@link #fetchEach}.
   *
   * <pre>{@code
   * List<Account> changed = fetchSingles(tx, List.of(ADD.with(from, -amount), ADD.with(to, amount)));
   * }</pre>
   *
   * @param <T> what each row becomes
   * @param db where to run them
   * @param calls each sees what those before it have done
   * @return a value for each call, null where its row becomes null
   * @throws NoDataFoundException if one gives no row; then none is done, if it was in no
   *     transaction
   * @throws TooManyRowsException if one gives several, likewise
   */
  public static <T> List<T> fetchSingles(DSLContext db, List<BoundQuery<T>> calls) {
    return each(db, calls, Batch::fetchSingles);
  }

  /**
   * The one row of each of two calls that need not be alike, run in order: both of them or none, in
   * the transaction that is open or in one of their own. They travel in one round trip, unless one
   * has relations or limits; a {@link StatementListener} is told of them as of one.
   *
   * @param <A> what the first row becomes
   * @param <B> what the second row becomes
   * @param <R> what both become
   * @param db where to run them
   * @param first of them
   * @param second sees what the first has done
   * @param into makes the result; null is given for a row that becomes null
   * @return what it made
   * @throws NoDataFoundException if one gives no row; then none is done, if it was in no
   *     transaction
   * @throws TooManyRowsException if one gives several, likewise
   * @throws org.jooq.exception.DataAccessException if the database refuses one
   */
  public static <A, B, R> R fetchSingles(
      DSLContext db, BoundQuery<A> first, BoundQuery<B> second, Function2<A, B, R> into) {
    return inOneTransaction(
        db,
        tx -> {
          List<?> values = Batch.fetchDifferentSingles(tx, List.of(first.entry(), second.entry()));
          return into.apply(first.cast(values.get(0)), second.cast(values.get(1)));
        });
  }

  /**
   * The one row of each of three calls; otherwise as of two.
   *
   * <pre>{@code
   * return fetchSingles(
   *     tx, ADD.with(from, -amount), ADD.with(to, amount), RECORD.with(from, to, amount), Transfer::new);
   * }</pre>
   *
   * @param <A> what the first row becomes
   * @param <B> what the second row becomes
   * @param <C> what the third row becomes
   * @param <R> what all become
   * @param db where to run them
   * @param first of them
   * @param second sees what the first has done
   * @param third sees what both have done
   * @param into makes the result; null is given for a row that becomes null
   * @return what it made
   * @throws NoDataFoundException if one gives no row; then none is done, if it was in no
   *     transaction
   * @throws TooManyRowsException if one gives several, likewise
   * @throws org.jooq.exception.DataAccessException if the database refuses one
   */
  public static <A, B, C, R> R fetchSingles(
      DSLContext db,
      BoundQuery<A> first,
      BoundQuery<B> second,
      BoundQuery<C> third,
      Function3<A, B, C, R> into) {
    return inOneTransaction(
        db,
        tx -> {
          List<?> values =
              Batch.fetchDifferentSingles(
                  tx, List.of(first.entry(), second.entry(), third.entry()));
          return into.apply(
              first.cast(values.get(0)), second.cast(values.get(1)), third.cast(values.get(2)));
        });
  }

  @SuppressWarnings("unchecked") // It was made by this plan.
  private T cast(Object value) {
    return (T) value;
  }

  private static <T, R> List<R> each(
      DSLContext db,
      List<BoundQuery<T>> calls,
      BiFunction<DSLContext, List<Batch.Entry<T>>, List<R>> run) {
    List<Batch.Entry<T>> entries = calls.stream().map(BoundQuery::entry).toList();
    return entries.isEmpty() ? List.of() : inOneTransaction(db, tx -> run.apply(tx, entries));
  }

  private static <R> R inOneTransaction(DSLContext db, Function<DSLContext, R> work) {
    return LeanTransactions.isOpenIn(db.configuration())
        ? work.apply(db)
        : Transactions.of(db).run(work::apply);
  }

  Batch.Entry<T> entry() {
    return new Batch.Entry<>(plan, arguments, limits);
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
