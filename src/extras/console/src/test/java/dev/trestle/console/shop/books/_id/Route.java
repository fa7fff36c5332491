package dev.trestle.console.shop.books._id;

import dev.trestle.policy.RateLimit;
import dev.trestle.policy.Timeout;
import java.util.Optional;
import org.jooq.DSLContext;

/** One of them. */
public final class Route {
  private Route() {}

  @Timeout(seconds = 5)
  @RateLimit(requests = 1000, seconds = 60)
  public static Optional<String> GET(DSLContext db, int id) {
    return db.fetchOptional("select title from books where id = ?", id)
        .map(row -> String.valueOf(row.get(0)));
  }
}
