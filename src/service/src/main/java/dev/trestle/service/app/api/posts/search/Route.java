package dev.trestle.service.app.api.posts.search;

import static dev.trestle.query.Conditions.given;
import static dev.trestle.query.Mapping.mapping;
import static dev.trestle.query.Queries.prepare;
import static dev.trestle.query.Relations.one;
import static dev.trestle.service.db.Tables.POSTS;
import static org.jooq.impl.DSL.escape;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;

import dev.trestle.Default;
import dev.trestle.query.BoundQuery;
import dev.trestle.query.Prepared2;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code /api/posts/search} */
public final class Route {
  private Route() {}

  /**
   * What to look for.
   *
   * @param query a part of the title or the content, ignoring case, e.g. {@code engine}
   * @param published whether in published posts or in the others only
   */
  record Search(@Default("") String query, Optional<Boolean> published) {}

  record Author(UUID id, @Nullable String name, String email) {}

  record Found(
      UUID id,
      String title,
      @Nullable String content,
      boolean published,
      UUID authorId,
      OffsetDateTime createdAt,
      Author author) {}

  /** The 20 newest that match: whatever is looked for, they are read from the newest on. */
  private static final Prepared2<String, Boolean, Found> MATCHING =
      prepare(
              String.class,
              Boolean.class,
              (pattern, published) ->
                  select(
                          POSTS.ID,
                          POSTS.TITLE,
                          POSTS.CONTENT,
                          POSTS.PUBLISHED,
                          POSTS.AUTHOR_ID,
                          POSTS.CREATED_AT,
                          one(
                              row(POSTS.users().ID, POSTS.users().NAME, POSTS.users().EMAIL),
                              mapping(Author::new)))
                      .from(POSTS)
                      .where(
                          POSTS
                              .TITLE
                              .likeIgnoreCase(pattern, '!')
                              .or(POSTS.CONTENT.likeIgnoreCase(pattern, '!')),
                          given(published, POSTS.PUBLISHED.eq(published)))
                      .orderBy(POSTS.CREATED_AT.desc(), POSTS.ID.desc())
                      .limit(inline(20)))
          .as(mapping(Found::new))
          .genericPlan();

  /** The newest posts in which it is, at most 20. */
  public static BoundQuery<Found> GET(Search search) {
    String pattern = "%" + escape(search.query(), '!') + "%";
    return MATCHING.with(pattern, search.published().orElse(null));
  }
}
