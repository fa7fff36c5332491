package dev.trestle.service.app.api.stats.top_authors;

import static dev.trestle.query.Mapping.mapping;
import static dev.trestle.query.Queries.prepare;
import static dev.trestle.service.db.Tables.USERS;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.resultQuery;
import static org.jooq.impl.SQLDataType.BIGINT;

import dev.trestle.query.BoundQuery;
import dev.trestle.query.Prepared0;
import org.jspecify.annotations.Nullable;

/** {@code /api/stats/top-authors} */
public final class Route {
  record TopAuthor(@Nullable String name, long postCount) {}

  /** The ten users with the most posts, in SQL as it is. */
  private static final Prepared0<TopAuthor> TOP =
      prepare(() ->
              resultQuery(
                      """
                      select u.name, count(*) as post_count
                      from users u join posts p on p.author_id = u.id
                      group by u.id
                      order by post_count desc, u.id
                      limit 10
                      """)
                  .coerce(USERS.NAME, field("post_count", BIGINT)))
          .as(mapping(TopAuthor::new));

  private Route() {}

  public static BoundQuery<TopAuthor> GET() {
    return TOP.with();
  }
}
