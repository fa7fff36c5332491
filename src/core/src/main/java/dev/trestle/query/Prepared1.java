package dev.trestle.query;

import dev.trestle.internal.query.Plan;

/**
 * A statement of one argument, rendered once and run any number of times. Immutable and safe for
 * all threads: keep it in a static field.
 *
 * @param <A> argument 1
 * @param <T> what each row becomes
 * @see Queries#prepare
 */
public final class Prepared1<A, T> implements Prepared {
  private final Plan<T> plan;

  Prepared1(Plan<T> plan) {
    this.plan = plan;
  }

  /**
   * The same statement with its rows made into something else.
   *
   * @param <U> what each row becomes
   * @param mapping {@code mapping(User::new)}
   * @return a new statement
   */
  public <U> Prepared1<A, U> as(Mapping<? super T, U> mapping) {
    return new Prepared1<>(plan.as(mapping));
  }

  /**
   * The same lookup, whose concurrent calls travel together: while a statement of it is under way,
   * who asks waits for it to end, and then one statement answers all who wait, up to 64 at a time.
   *
   * <pre>{@code
   * select trestle_rows.*, trestle_calls.call
   * from unnest(cast(? as uuid[])) with ordinality as trestle_calls (argument_0, call)
   * cross join lateral (select … from users where id = trestle_calls.argument_0) as trestle_rows
   * }</pre>
   *
   * <p>Each call has the rows that it would have alone, as of a statement that began after it
   * asked. Its deadline and its cancellation are its own; if the statement fails, each call that it
   * was for runs alone, and gets its own result or failure. Where nobody else asks, a call is the
   * plain statement at once. So is one within a transaction, on connections that are not just the
   * application's, or with {@link BoundQuery#timeout} or {@link BoundQuery#cancelledBy}.
   *
   * <p>It is for short reads that many ask for: who has waited for others for 200 ms goes alone. It
   * must change nothing, since it may run twice. {@link dev.trestle.Trestle#sharedLookups} counts.
   *
   * @return a new statement
   * @throws IllegalArgumentException if it is not a {@code select} without {@code many(…)}, order,
   *     limit, lock on rows and change, or takes other arguments than {@code UUID}, {@code String},
   *     {@code Short}, {@code Integer} and {@code Long}
   */
  public Prepared1<A, T> shared() {
    return new Prepared1<>(plan.shared());
  }

  /**
   * The same query, which PostgreSQL plans once for all arguments (a generic plan). Unless it is
   * told to, it plans a query for the arguments of each call as long as it expects such a plan to
   * be better by more than planning costs. It often errs where planning is dear and any plan would
   * do: a pattern is compared with all samples of a column before each search for it. Not for a
   * column some of whose values are far more common than others and should be looked for in another
   * way.
   *
   * <p>The setting travels around the query in the same round trip and ends with it. A limit or
   * offset that is always the same is to be written with jOOQ's {@code inline(20)}, so that the
   * plan knows it. Pages, slices and parts of a list are planned for each call as ever, since their
   * limits are arguments; so are relations, and {@code explain} shows the plan of one call.
   *
   * @return a new statement
   * @throws IllegalArgumentException if it is shared
   */
  public Prepared1<A, T> genericPlan() {
    return new Prepared1<>(plan.generic());
  }

  /**
   * The statement with its argument, to be run.
   *
   * @param a argument 1; null for SQL null
   * @return to be run once or more
   */
  public BoundQuery<T> with(A a) {
    return new BoundQuery<>(plan, a);
  }
}
