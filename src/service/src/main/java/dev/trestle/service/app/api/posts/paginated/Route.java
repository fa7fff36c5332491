package dev.trestle.service.app.api.posts.paginated;

import static dev.trestle.service.db.Tables.POSTS;
import static org.jooq.Records.mapping;

import dev.trestle.Default;
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

  public static Page GET(DSLContext db, Paging paging) {
    int total = db.fetchCount(POSTS);
    List<Post> posts =
        Post.select(db)
            .orderBy(POSTS.CREATED_AT.desc(), POSTS.ID.desc())
            .limit(paging.limit())
            .offset(paging.offset())
            .fetch(mapping(Post::new));
    int pages = Math.ceilDiv(total, paging.limit());
    return new Page(posts, new Pagination(paging.page(), paging.limit(), total, pages));
  }
}
