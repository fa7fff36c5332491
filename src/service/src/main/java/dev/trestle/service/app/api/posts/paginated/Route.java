package dev.trestle.service.app.api.posts.paginated;

import static dev.trestle.query.Mapping.mapping;
import static dev.trestle.query.Mapping.value;
import static dev.trestle.query.Queries.prepare;
import static dev.trestle.service.db.Tables.POSTS;
import static org.jooq.impl.DSL.selectCount;

import dev.trestle.Default;
import dev.trestle.query.Prepared0;
import dev.trestle.query.Prepared2;
import dev.trestle.service.model.Post;
import java.util.List;
import org.jooq.DSLContext;

/** {@code /api/posts/paginated} */
public final class Route {
  private Route() {}

  /** Which page, counted from 1; at most 100 posts are on one. */
  record Paging(@Default("1") int page, @Default("10") int limit) {
    Paging {
      page = Math.max(page, 1);
      limit = Math.clamp(limit, 1, 100);
    }

    long offset() {
      return (page - 1L) * limit;
    }
  }

  record Pagination(int page, int limit, int total, int pages) {}

  record Page(List<Post> posts, Pagination pagination) {}

  private static final Prepared0<Integer> TOTAL =
      prepare(() -> selectCount().from(POSTS)).as(value());

  private static final Prepared2<Integer, Long, Post> NEWEST =
      prepare(
              Integer.class,
              Long.class,
              (limit, offset) ->
                  Post.select()
                      .orderBy(POSTS.CREATED_AT.desc(), POSTS.ID.desc())
                      .limit(limit)
                      .offset(offset))
          .as(mapping(Post::new));

  public static Page GET(DSLContext db, Paging paging) {
    int total = TOTAL.with().fetchSingle(db);
    List<Post> posts = NEWEST.with(paging.limit(), paging.offset()).fetch(db);
    int pages = Math.ceilDiv(total, paging.limit());
    return new Page(posts, new Pagination(paging.page(), paging.limit(), total, pages));
  }
}
