package dev.trestle.guide.app.export;

import static dev.trestle.query.Mapping.mapping;
import static dev.trestle.query.Queries.prepare;
import static dev.trestle.service.db.Tables.POSTS;
import static org.jooq.impl.DSL.select;

import dev.trestle.Response;
import dev.trestle.query.Prepared0;
import java.util.UUID;
import org.jooq.DSLContext;

/** {@code /export} */
public final class Route {
  private Route() {}

  record Post(UUID id, String title) {}

  private static final Prepared0<Post> ALL =
      prepare(() -> select(POSTS.ID, POSTS.TITLE).from(POSTS).orderBy(POSTS.ID))
          .as(mapping(Post::new));

  public static Response GET(DSLContext db) {
    return Response.lines(db, ALL.with());
  }
}
