package dev.trestle.guide.app.stats;

import static dev.trestle.query.Crud.count;
import static dev.trestle.service.db.Tables.POSTS;

import dev.trestle.policy.Cached;
import org.jooq.DSLContext;

/** {@code /stats} */
public final class Route {
  private Route() {}

  record Stats(long published) {}

  @Cached(seconds = 60, tags = "posts")
  public static Stats GET(DSLContext db) {
    return new Stats(count(db, POSTS, POSTS.PUBLISHED.isTrue()));
  }
}
