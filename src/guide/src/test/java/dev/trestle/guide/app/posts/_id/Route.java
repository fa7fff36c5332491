package dev.trestle.guide.app.posts._id;

import static dev.trestle.query.Mapping.mapping;
import static dev.trestle.query.Queries.prepare;
import static dev.trestle.query.Relations.one;
import static dev.trestle.service.db.Tables.POSTS;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;

import dev.trestle.query.Prepared1;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;

/** {@code /posts/{id}} */
public final class Route {
  private Route() {}

  record Author(UUID id, String name) {}

  record Post(UUID id, String title, Author author) {}

  private static final Prepared1<UUID, Post> BY_ID =
      prepare(
              UUID.class,
              id ->
                  select(
                          POSTS.ID,
                          POSTS.TITLE,
                          one(row(POSTS.users().ID, POSTS.users().NAME), mapping(Author::new)))
                      .from(POSTS)
                      .where(POSTS.ID.eq(id)))
          .as(mapping(Post::new));

  public static Optional<Post> GET(DSLContext db, UUID id) {
    return BY_ID.with(id).fetchOptional(db);
  }
}
