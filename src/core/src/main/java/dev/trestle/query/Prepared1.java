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
   * The statement with its argument, to be run.
   *
   * @param a argument 1; null for SQL null
   * @return to be run once or more
   */
  public BoundQuery<T> with(A a) {
    return new BoundQuery<>(plan, a);
  }
}
