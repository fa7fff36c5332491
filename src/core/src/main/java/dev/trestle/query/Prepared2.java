package dev.trestle.query;

import dev.trestle.internal.query.Plan;

/**
 * A statement of two arguments, rendered once and run any number of times. Immutable and safe for
 * all threads: keep it in a static field.
 *
 * @param <A> argument 1
 * @param <B> argument 2
 * @param <T> what each row becomes
 * @see Queries#prepare
 */
public final class Prepared2<A, B, T> implements Prepared {
  private final Plan<T> plan;

  Prepared2(Plan<T> plan) {
    this.plan = plan;
  }

  /**
   * The same statement with its rows made into something else.
   *
   * @param <U> what each row becomes
   * @param mapping {@code mapping(User::new)}
   * @return a new statement
   */
  public <U> Prepared2<A, B, U> as(Mapping<? super T, U> mapping) {
    return new Prepared2<>(plan.as(mapping));
  }

  /**
   * The same lookup, whose concurrent calls travel together, as {@link Prepared1#shared}.
   *
   * @return a new statement
   * @throws IllegalArgumentException if it cannot be shared
   */
  public Prepared2<A, B, T> shared() {
    return new Prepared2<>(plan.shared());
  }

  /**
   * The same query, which PostgreSQL plans once for all arguments, as {@link
   * Prepared1#genericPlan}.
   *
   * @return a new statement
   * @throws IllegalArgumentException if it is shared
   */
  public Prepared2<A, B, T> genericPlan() {
    return new Prepared2<>(plan.generic());
  }

  /**
   * The statement with its arguments, to be run.
   *
   * @param a argument 1; null for SQL null
   * @param b argument 2; null for SQL null
   * @return to be run once or more
   */
  public BoundQuery<T> with(A a, B b) {
    return new BoundQuery<>(plan, a, b);
  }
}
