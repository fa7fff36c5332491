package dev.trestle.guide;

import static dev.trestle.query.Mapping.mapping;
import static dev.trestle.query.Queries.prepare;
import static dev.trestle.service.db.Tables.POSTS;
import static org.jooq.impl.DSL.select;

import dev.trestle.query.Prepared0;
import java.util.UUID;

/**
 * A post in a list.
 *
 * @param id of the post
 * @param title never null
 */
public record Post(UUID id, String title) {
  /** The whole list. */
  public static final Prepared0<Post> NEWEST =
      prepare(() ->
              select(POSTS.ID, POSTS.TITLE)
                  .from(POSTS)
                  .orderBy(POSTS.CREATED_AT.desc(), POSTS.ID.desc()))
          .as(mapping(Post::new));
}
