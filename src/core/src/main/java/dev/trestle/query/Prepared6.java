package dev.trestle.query;

import dev.trestle.internal.query.Plan;

/**
 * A statement of six arguments, rendered once and run any number of times. Immutable and safe for
 * all threads: keep it in a static field.
 *
 * @param <A> argument 1
 * @param <B> argument 2
 * @param <C> argument 3
 * @param <D> argument 4
 * @param <E> argument 5
 * @param <F> argument 6
 * @param <T> what each row becomes
 * @see Queries#prepare
 */
public final class Prepared6<A, B, C, D, E, F, T> implements Prepared {
  private final Plan<T> plan;

  Prepared6(Plan<T> plan) {
    this.plan = plan;
  }

  /**
   * The same statement with its rows made into something else.
   *
   * @param <U> what each row becomes
   * @param mapping {@code mapping(User::new)}
   * @return a new statement
   */
  public <U> Prepared6<A, B, C, D, E, F, U> as(Mapping<? super T, U> mapping) {
    return new Prepared6<>(plan.as(mapping));
  }

  /**
   * The same lookup, whose concurrent calls travel together, as {@link Prepared1#shared}.
   *
   * @return a new statement
   * @throws IllegalArgumentException if it cannot be shared
   */
  public Prepared6<A, B, C, D, E, F, T> shared() {
    return new Prepared6<>(plan.shared());
  }

  /**
   * The same query, which PostgreSQL plans once for all arguments, as {@link
   * Prepared1#genericPlan}.
   *
   * @return a new statement
   * @throws IllegalArgumentException if it is shared
   */
  public Prepared6<A, B, C, D, E, F, T> genericPlan() {
    return new Prepared6<>(plan.generic());
  }

  /**
   * The statement with its arguments, to be run.
   *
   * @param a argument 1; null for SQL null
   * @param b argument 2; null for SQL null
   * @param c argument 3; null for SQL null
   * @param d argument 4; null for SQL null
   * @param e argument 5; null for SQL null
   * @param f argument 6; null for SQL null
   * @return to be run once or more
   */
  public BoundQuery<T> with(A a, B b, C c, D d, E e, F f) {
    return new BoundQuery<>(plan, a, b, c, d, e, f);
  }
}
