package dev.trestle.service.app.api.posts.search;

import static dev.trestle.service.db.Tables.POSTS;
import static org.jooq.Records.mapping;
import static org.jooq.impl.DSL.escape;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.row;

import dev.trestle.Default;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;

/** {@code /api/posts/search} */
public final class Route {
  private Route() {}

  /** What to look for, ignoring case, and whether in published posts or in the others only. */
  record Search(@Default("") String query, Optional<Boolean> published) {}

  record Author(UUID id, String name, String email) {}

  record Found(
      UUID id,
      String title,
      String content,
      boolean published,
      UUID authorId,
      OffsetDateTime createdAt,
      Author author) {}

  /** The 20 newest that match. */
  public static List<Found> GET(DSLContext db, Search search) {
    String pattern = "%" + escape(search.query(), '!') + "%";
    Condition matches =
        POSTS.TITLE.likeIgnoreCase(pattern, '!').or(POSTS.CONTENT.likeIgnoreCase(pattern, '!'));
    Condition visible = search.published().map(POSTS.PUBLISHED::eq).orElse(noCondition());
    return db.select(
            POSTS.ID,
            POSTS.TITLE,
            POSTS.CONTENT,
            POSTS.PUBLISHED,
            POSTS.AUTHOR_ID,
            POSTS.CREATED_AT,
            row(POSTS.users().ID, POSTS.users().NAME, POSTS.users().EMAIL).mapping(Author::new))
        .from(POSTS)
        .where(matches, visible)
        .orderBy(POSTS.CREATED_AT.desc(), POSTS.ID.desc())
        .limit(20)
        .fetch(mapping(Found::new));
  }
}
