package dev.trestle.guide.app.posts.feed;

import static dev.trestle.guide.Post.NEWEST;

import dev.trestle.SigningKey;
import dev.trestle.guide.Post;
import dev.trestle.query.Slice;
import java.util.Optional;
import org.jooq.DSLContext;

/** {@code /posts/feed} */
public final class Route {
  private Route() {}

  record After(Optional<String> cursor) {}

  public static Slice<Post> GET(DSLContext db, SigningKey key, After after) {
    return NEWEST.with().slice(db, key, after.cursor(), 2);
  }
}
