package dev.trestle.service.app.api.users._id.posts;

import static dev.trestle.HttpError.notFound;
import static dev.trestle.query.Crud.exists;
import static dev.trestle.query.Mapping.mapping;
import static dev.trestle.query.Queries.prepare;
import static dev.trestle.service.db.Tables.POSTS;
import static dev.trestle.service.db.Tables.USERS;

import dev.trestle.query.BoundQuery;
import dev.trestle.query.Prepared1;
import dev.trestle.service.model.Post;
import java.util.UUID;
import org.jooq.DSLContext;

/** {@code /api/users/{id}/posts} */
public final class Route {
  private static final Prepared1<UUID, Post> BY_AUTHOR =
      prepare(
              UUID.class,
              id ->
                  Post.select()
                      .where(POSTS.AUTHOR_ID.eq(id))
                      .orderBy(POSTS.CREATED_AT.desc(), POSTS.ID.desc()))
          .as(mapping(Post::new));

  private Route() {}

  /** All of them, newest first; a user without posts is told from one that is not there. */
  public static BoundQuery<Post> GET(DSLContext db, UUID id) {
    if (!exists(db, USERS, USERS.ID.eq(id))) {
      throw notFound("User not found");
    }
    return BY_AUTHOR.with(id);
  }
}
