package dev.trestle.query;

import dev.trestle.internal.query.Plan;

/**
 * A statement of no arguments, rendered once and run any number of times. Immutable and safe for
 * all threads: keep it in a static field.
 *
 * @param <T> what each row becomes
 * @see Queries#prepare
 */
public final class Prepared0<T> implements Prepared {
  private final Plan<T> plan;

  Prepared0(Plan<T> plan) {
    this.plan = plan;
  }

  /**
   * The same statement with its rows made into something else.
   *
   * @param <U> what each row becomes
   * @param mapping {@code mapping(User::new)}
   * @return a new statement
   */
  public <U> Prepared0<U> as(Mapping<? super T, U> mapping) {
    return new Prepared0<>(plan.as(mapping));
  }

  /**
   * The statement, to be run.
   *
   * @return to be run once or more
   */
  public BoundQuery<T> with() {
    return new BoundQuery<>(plan);
  }
}
