package dev.trestle.query;

import dev.trestle.internal.query.ManyField;
import dev.trestle.internal.query.OneField;
import java.util.List;
import org.jooq.Field;
import org.jooq.Path;
import org.jooq.Record;
import org.jooq.Row;
import org.jooq.Select;
import org.jooq.SelectField;
import org.jooq.impl.DSL;

/**
 * What belongs to a row, as part of it: the {@code include} of Prisma, the {@code with} of Drizzle.
 * To be selected in a {@linkplain Queries prepared query} like any column.
 *
 * <pre>{@code
 * prepare(() -> select(
 *         USERS.ID,
 *         USERS.NAME,
 *         count(USERS.posts()),
 *         many(USERS.posts(),
 *             select(POSTS.ID, POSTS.TITLE).from(POSTS).orderBy(POSTS.CREATED_AT.desc()).limit(5),
 *             mapping(Post::new)))
 *     .from(USERS))
 *   .as(mapping(Author::new))     // record Author(UUID id, String name, int count, List<Post> posts)
 * }</pre>
 */
public final class Relations {
  private Relations() {}

  /**
   * The row that this one refers to, in the same statement: {@code one(row(POSTS.users().ID,
   * POSTS.users().NAME), mapping(Author::new))} joins {@code users} along the foreign key.
   *
   * <p>Any columns do, not only another table's.
   *
   * @param <R> its columns
   * @param <T> what it becomes
   * @param row of columns, of relations too
   * @param mapping of the row
   * @return null where all of its columns are: there is no such row
   */
  public static <R extends Record, T> Field<T> one(SelectField<R> row, Mapping<R, T> mapping) {
    if (row instanceof Row columns) {
      return new OneField<>(List.of(columns.fields()), mapping);
    }
    throw new IllegalArgumentException("one(…) takes a row(…) of columns, not " + row);
  }

  /**
   * The rows that refer to this one, by one more statement for all rows together:
   *
   * <pre>{@code
   * select posts.id, posts.title, posts.author_id from posts where posts.author_id = any(?) order by …
   * }</pre>
   *
   * <p>A {@code limit} or {@code offset} of the select counts for each row it belongs to: then it
   * is a {@code lateral} join of the keys. The select may have relations of its own: each level is
   * one statement. Its rows keep its order. Keys may have several columns.
   *
   * @param <R> its columns
   * @param <T> what each of its rows becomes
   * @param path from the query's table along a foreign key: {@code USERS.posts()}
   * @param select from the table that the path leads to, by that table's own name: {@code POSTS}
   * @param mapping of its rows
   * @return unmodifiable; empty where none belongs
   */
  public static <R extends Record, T> Field<List<T>> many(
      Path<?> path, Select<R> select, Mapping<R, T> mapping) {
    return new ManyField<>(path, select, mapping);
  }

  /**
   * How many rows refer to this one, in the same statement: {@code (select count(*) from posts
   * where posts.author_id = users.id)}.
   *
   * @param path from the query's table along a foreign key: {@code USERS.posts()}
   * @return never null
   */
  public static Field<Integer> count(Path<?> path) {
    return DSL.field(DSL.selectCount().from(path)).as("count");
  }
}
