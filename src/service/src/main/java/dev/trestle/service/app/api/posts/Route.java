package dev.trestle.service.app.api.posts;

import static dev.trestle.query.Crud.create;
import static dev.trestle.query.Mapping.mapping;
import static dev.trestle.query.Queries.prepare;
import static dev.trestle.service.db.Tables.POSTS;

import dev.trestle.Answer;
import dev.trestle.Check;
import dev.trestle.Default;
import dev.trestle.Response;
import dev.trestle.SigningKey;
import dev.trestle.query.Page;
import dev.trestle.query.Prepared0;
import dev.trestle.query.Slice;
import dev.trestle.service.model.Links;
import dev.trestle.service.model.NewPost;
import dev.trestle.service.model.Post;
import java.util.Optional;
import org.jooq.DSLContext;

/** {@code /api/posts} */
public final class Route {
  private Route() {}

  /**
   * A page, or what follows a cursor.
   *
   * @param page counted from 1
   * @param cursor of the header {@code Link}; empty is where the list begins
   * @param limit at most 100
   */
  record Part(Optional<Integer> page, Optional<String> cursor, @Default("10") int limit) {
    Part {
      Check.that(page.isEmpty() || cursor.isEmpty(), "cursor", "cannot be with a page").orThrow();
      limit = Math.clamp(limit, 1, 100);
    }
  }

  private static final Prepared0<Post> NEWEST =
      prepare(() -> Post.select().orderBy(POSTS.CREATED_AT.desc(), POSTS.ID.desc()))
          .as(mapping(Post::new));

  /** Where the other parts are is in the header {@code Link}. */
  @Answer(body = Post[].class, headers = "Link: Where the other parts are")
  public static Response GET(DSLContext db, SigningKey key, Part part) {
    return part.cursor()
        .map(cursor -> slice(db, key, cursor, part.limit()))
        .orElseGet(() -> page(db, Math.max(part.page().orElse(1), 1), part.limit()));
  }

  private static Response page(DSLContext db, int number, int limit) {
    Page<Post> page = NEWEST.with().page(db, number, limit);
    return Response.json(page.rows()).withHeader("Link", Links.to("/api/posts", page));
  }

  private static Response slice(DSLContext db, SigningKey key, String cursor, int limit) {
    Optional<String> from = Optional.of(cursor).filter(text -> !text.isEmpty());
    Slice<Post> slice = NEWEST.with().slice(db, key, from, limit);
    return Response.json(slice.rows()).withHeader("Link", Links.to("/api/posts", slice, limit));
  }

  /** Creates a post. */
  @Answer(status = 201, body = Post.class, headers = "Location")
  public static Response POST(DSLContext db, NewPost post) {
    Post created = Post.of(create(db, post.toRecord()));
    return Response.json(201, created).withHeader("Location", "/api/posts/" + created.id());
  }
}
