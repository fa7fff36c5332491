package dev.trestle.querytest;

import static dev.trestle.query.Mapping.mapping;
import static dev.trestle.query.Queries.prepare;
import static dev.trestle.querytest.db.Tables.PEOPLE;
import static org.jooq.impl.DSL.select;

import dev.trestle.internal.share.Sharing;
import dev.trestle.query.Prepared1;
import java.time.Duration;
import org.jooq.DSLContext;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A hundred people before each test, and a lookup of one that is shared for as long as it takes.
 */
record SharedPeople(WatchedPool pool) implements BeforeEachCallback, AfterEachCallback {
  record Person(int id, String name) {}

  static final Prepared1<Integer, Person> BY_ID =
      prepare(PEOPLE.ID, id -> select(PEOPLE.ID, PEOPLE.NAME).from(PEOPLE).where(PEOPLE.ID.eq(id)))
          .as(mapping(Person::new))
          .shared();

  @Override
  public void beforeEach(ExtensionContext context) {
    DSLContext db = pool.db();
    db.execute("insert into people select i, 'p' || i, null from generate_series(1, 100) i");
    Sharing.of(db.configuration()).orElseThrow().longestWait(Duration.ofMinutes(1));
  }

  @Override
  public void afterEach(ExtensionContext context) {
    pool.db().execute("truncate people, letters, letter_tags, everything, rooms, beds");
  }
}
