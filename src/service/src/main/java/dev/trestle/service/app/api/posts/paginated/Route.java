package dev.trestle.service.app.api.posts.paginated;

import static dev.trestle.query.Mapping.mapping;
import static dev.trestle.query.Queries.prepare;
import static dev.trestle.service.db.Tables.POSTS;

import dev.trestle.Default;
import dev.trestle.query.Page;
import dev.trestle.query.Prepared0;
import dev.trestle.service.model.Post;
import java.util.List;
import org.jooq.DSLContext;

/** {@code /api/posts/paginated} */
public final class Route {
  private Route() {}

  /**
   * Which page.
   *
   * @param page counted from 1
   * @param limit how many posts are on one, at most 100
   */
  record Paging(@Default("1") int page, @Default("10") int limit) {
    Paging {
      page = Math.max(page, 1);
      limit = Math.clamp(limit, 1, 100);
    }
  }

  record Pagination(int page, int limit, long total, long pages) {}

  record Posts(List<Post> posts, Pagination pagination) {}

  /** The whole list; a page of it has a limit, and the total. */
  private static final Prepared0<Post> ALL =
      prepare(() -> Post.select().orderBy(POSTS.CREATED_AT.desc(), POSTS.ID.desc()))
          .as(mapping(Post::new));

  /** A page of the posts, newest first, and how many there are. */
  public static Posts GET(DSLContext db, Paging paging) {
    Page<Post> page = ALL.with().page(db, paging.page(), paging.limit());
    return new Posts(
        page.rows(), new Pagination(page.number(), page.size(), page.total(), page.pages()));
  }
}
