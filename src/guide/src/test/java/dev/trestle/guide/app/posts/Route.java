package dev.trestle.guide.app.posts;

import static dev.trestle.guide.Post.NEWEST;
import static dev.trestle.query.Crud.create;

import dev.trestle.Cache;
import dev.trestle.Default;
import dev.trestle.Response;
import dev.trestle.guide.Post;
import dev.trestle.policy.Cors;
import dev.trestle.query.Page;
import dev.trestle.service.db.tables.records.PostsRecord;
import java.util.UUID;
import org.jooq.DSLContext;

/** {@code /posts} */
@Cors(origins = "https://app.example")
public final class Route {
  private Route() {}

  record Paging(@Default("1") int page, @Default("10") int limit) {
    Paging {
      page = Math.max(page, 1);
      limit = Math.clamp(limit, 1, 100);
    }
  }

  public static Page<Post> GET(DSLContext db, Paging paging) {
    return NEWEST.with().page(db, paging.page(), paging.limit());
  }

  record NewPost(String title, UUID authorId) {}

  public static Response POST(DSLContext db, Cache cache, NewPost post) {
    create(db, new PostsRecord().setTitle(post.title()).setAuthorId(post.authorId()));
    cache.revalidateTag("posts");
    return Response.empty(201);
  }
}
