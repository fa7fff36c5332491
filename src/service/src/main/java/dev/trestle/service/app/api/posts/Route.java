package dev.trestle.service.app.api.posts;

import static dev.trestle.query.Crud.create;
import static dev.trestle.query.Mapping.mapping;
import static dev.trestle.query.Queries.prepare;
import static dev.trestle.service.db.Tables.POSTS;

import dev.trestle.Default;
import dev.trestle.Response;
import dev.trestle.query.Page;
import dev.trestle.query.Prepared0;
import dev.trestle.service.model.Links;
import dev.trestle.service.model.NewPost;
import dev.trestle.service.model.Post;
import org.jooq.DSLContext;

/** {@code /api/posts} */
public final class Route {
  private Route() {}

  /** Which page, counted from 1; at most 100 posts are on one. */
  record Paging(@Default("1") int page, @Default("10") int limit) {
    Paging {
      page = Math.max(page, 1);
      limit = Math.clamp(limit, 1, 100);
    }
  }

  private static final Prepared0<Post> NEWEST =
      prepare(() -> Post.select().orderBy(POSTS.CREATED_AT.desc(), POSTS.ID.desc()))
          .as(mapping(Post::new));

  /** Where the others are is in the header {@code Link}. */
  public static Response GET(DSLContext db, Paging paging) {
    Page<Post> page = NEWEST.with().page(db, paging.page(), paging.limit());
    long last = Math.max(1, page.pages());
    return new Links("/api/posts?limit=" + page.size() + "&page=")
        .with("first", true, 1)
        .with("prev", page.number() > 1, Math.min(page.number() - 1, last))
        .with("next", page.number() < last, page.number() + 1)
        .with("last", true, last)
        .on(Response.json(page.rows()));
  }

  public static Response POST(DSLContext db, NewPost post) {
    Post created = Post.of(create(db, post.toRecord()));
    return Response.json(201, created).withHeader("Location", "/api/posts/" + created.id());
  }
}
