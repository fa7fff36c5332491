package dev.trestle.query;

import dev.trestle.internal.query.Arguments;
import dev.trestle.internal.query.GivenCondition;
import org.jooq.Condition;
import org.jooq.Param;
import org.jooq.impl.DSL;

/** Conditions that a prepared query has only sometimes. */
public final class Conditions {
  private Conditions() {}

  /**
   * A condition that is there only if its argument has a value.
   *
   * <pre>{@code
   * prepare(String.class, Boolean.class, (text, published) -> select(…).from(POSTS)
   *     .where(POSTS.TITLE.likeIgnoreCase(text), given(published, POSTS.PUBLISHED.eq(published))))
   * }</pre>
   *
   * <p>With {@code published = null} the SQL is {@code … where title ilike ?}, otherwise {@code …
   * where title ilike ? and (published = ?)}. Each way is rendered once and kept.
   *
   * @param parameter of the prepared query
   * @param condition usually on that parameter
   * @return the condition, or none
   */
  public static Condition given(Param<?> parameter, Condition condition) {
    return Arguments.isAbsent(parameter)
        ? DSL.noCondition()
        : new GivenCondition(parameter, condition);
  }
}
