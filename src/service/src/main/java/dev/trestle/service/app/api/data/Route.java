package dev.trestle.service.app.api.data;

import static dev.trestle.query.Mapping.mapping;
import static dev.trestle.query.Queries.prepare;
import static dev.trestle.service.db.Tables.POSTS;
import static dev.trestle.service.db.Tables.USERS;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectCount;

import dev.trestle.Answer;
import dev.trestle.Response;
import dev.trestle.query.Prepared0;
import org.jooq.DSLContext;

/** {@code /api/data} */
public final class Route {
  record Data(int users, int posts) {}

  private static final Prepared0<Data> COUNTS =
      prepare(() -> select(field(selectCount().from(USERS)), field(selectCount().from(POSTS))))
          .as(mapping(Data::new));

  private Route() {}

  /** For a minute from any cache, and for another while that asks anew; unchanged, it is 304. */
  @Answer(body = Data.class, headers = "Cache-Control")
  @Answer(status = 304)
  public static Response GET(DSLContext db) {
    return Response.json(COUNTS.with().fetchSingle(db))
        .withHeader("Cache-Control", "public, max-age=60, stale-while-revalidate=60")
        .withETag();
  }
}
