package dev.trestle.guide.app.posts.search;

import static dev.trestle.query.Conditions.given;
import static dev.trestle.query.Mapping.mapping;
import static dev.trestle.query.Queries.prepare;
import static dev.trestle.service.db.Tables.POSTS;
import static org.jooq.impl.DSL.select;

import dev.trestle.query.BoundQuery;
import dev.trestle.query.Prepared2;
import java.util.Optional;
import java.util.UUID;

/** {@code /posts/search} */
public final class Route {
  private Route() {}

  record Search(String word, Optional<Boolean> published) {}

  record Found(UUID id, String title) {}

  private static final Prepared2<String, Boolean, Found> MATCHING =
      prepare(
              String.class,
              Boolean.class,
              (word, published) ->
                  select(POSTS.ID, POSTS.TITLE)
                      .from(POSTS)
                      .where(
                          POSTS.TITLE.containsIgnoreCase(word),
                          given(published, POSTS.PUBLISHED.eq(published)))
                      .orderBy(POSTS.CREATED_AT.desc())
                      .limit(20))
          .as(mapping(Found::new));

  public static BoundQuery<Found> GET(Search search) {
    return MATCHING.with(search.word(), search.published().orElse(null));
  }
}
