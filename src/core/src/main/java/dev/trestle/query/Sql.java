package dev.trestle.query;

import dev.trestle.internal.query.SqlText;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jooq.QueryPart;
import org.jooq.SQL;
import org.jooq.impl.DSL;

/**
 * SQL as it is, with named parameters: where jOOQ's language has no word for something, or a query
 * is older than the service.
 *
 * <pre>{@code
 * prepare(Integer.class, limit ->
 *     resultQuery(sql("""
 *         select u.name, count(*) as post_count
 *         from users u join posts p on p.author_id = u.id
 *         group by u.id order by post_count desc limit :limit
 *         """, named("limit", limit)))
 *     .coerce(USERS.NAME, field("post_count", BIGINT)))
 *
 * db.execute(sql("refresh materialized view top_authors"))
 * condition(sql("search @@ websearch_to_tsquery(:text)", named("text", text)))
 * }</pre>
 *
 * <p>What is given is jOOQ's {@link SQL}, so it can be a query, a statement, a condition, a field
 * or a table, in a prepared query or not. A value is always bound, never written into the text.
 * What looks like a parameter within quotes, comments and dollar quotes is text, {@code a::int} is
 * a cast and {@code a[1:n]} a slice (of a parameter: {@code a[1 : :n]}). A {@code ?} is
 * PostgreSQL's operator.
 */
public final class Sql {
  private Sql() {}

  /** The value of a named parameter. */
  public static final class Named {
    private final String name;
    private final QueryPart part;

    private Named(String name, QueryPart part) {
      this.name = name;
      this.part = part;
    }
  }

  /**
   * SQL with a value for each of its parameters.
   *
   * @param text of the SQL, with parameters such as {@code :limit}; one may stand there several
   *     times
   * @param values one for each name
   * @return to be made into what it is: {@code resultQuery(sql(…))}, {@code db.execute(sql(…))}
   * @throws IllegalArgumentException if a value is missing, left over or given twice, or if a quote
   *     or a comment does not end
   */
  public static SQL sql(String text, Named... values) {
    Map<String, QueryPart> parts = new LinkedHashMap<>();
    for (Named value : values) {
      if (parts.put(value.name, value.part) != null) {
        throw new IllegalArgumentException(
            "named(\""
                + value.name
                + "\", …) is given twice; one value is used wherever :"
                + value.name
                + " stands");
      }
    }
    return SqlText.parse(text).with(parts);
  }

  /**
   * The value of a named parameter.
   *
   * @param name without the colon
   * @param value to be bound; or a part of jOOQ's, such as a prepared query's parameter, a column
   *     or a condition. Null is SQL null, whose type PostgreSQL has to guess: write {@code :x::int}
   * @return for {@link #sql}
   * @throws IllegalArgumentException if it is no name, or for a collection, which no parameter
   *     takes
   */
  public static Named named(String name, Object value) {
    SqlText.checkName(name);
    if (value instanceof Collection<?>) {
      throw new IllegalArgumentException(
          ":"
              + name
              + " is a collection, which cannot be bound; write = any(:"
              + name
              + ") and give an array");
    }
    return new Named(name, value instanceof QueryPart part ? part : DSL.val(value));
  }
}
