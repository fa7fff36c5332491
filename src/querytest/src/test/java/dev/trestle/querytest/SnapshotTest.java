package dev.trestle.querytest;

import static dev.trestle.query.Mapping.mapping;
import static dev.trestle.query.Mapping.value;
import static dev.trestle.query.Queries.prepare;
import static dev.trestle.query.Relations.many;
import static dev.trestle.querytest.db.Tables.LETTERS;
import static dev.trestle.querytest.db.Tables.PEOPLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jooq.impl.DSL.select;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.trestle.HttpError;
import dev.trestle.internal.json.Json;
import dev.trestle.query.JsonParts;
import dev.trestle.query.JsonRows;
import dev.trestle.query.Prepared0;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Long answers as of one moment, through a cursor. */
class SnapshotTest {
  @RegisterExtension static final WatchedPool pool = new WatchedPool();

  private static final JsonRows ROWS = JsonRows.of(Json.defaults().build());
  private static final Duration LONG = Duration.ofMinutes(1);

  record Person(String name, List<Integer> letters) {}

  /** In an order that leaves open which row comes next. */
  private static final Prepared0<Person> PEOPLE_BY_NAME =
      prepare(() ->
              select(
                      PEOPLE.NAME,
                      many(
                          PEOPLE.lettersSenderIdFkey(),
                          select(LETTERS.ID).from(LETTERS).orderBy(LETTERS.ID),
                          value()))
                  .from(PEOPLE)
                  .orderBy(PEOPLE.NAME))
          .as(mapping(Person::new));

  @BeforeEach
  void write() {
    pool.db()
        .execute(
            """
            insert into people select i, 'p' || i, null from generate_series(1, 5000) i;
            insert into letters select i, 1 + i % 5000, null, '' from generate_series(1, 20000) i
            """);
  }

  @AfterEach
  void empty() {
    pool.db().execute("truncate people, letters, letter_tags");
  }

  private static String whole() {
    return new String(ROWS.write(pool.db(), PEOPLE_BY_NAME.with()), StandardCharsets.UTF_8);
  }

  private static String rest(JsonParts parts) {
    StringBuilder json = new StringBuilder();
    parts.forEachRemaining(part -> json.append(new String(part, StandardCharsets.UTF_8)));
    return json.toString();
  }

  @Test
  void allRowsAndTheirRelationsAreOfOneMoment() {
    String before = whole();

    try (JsonParts parts = ROWS.snapshot(pool.db(), PEOPLE_BY_NAME.with(), LONG)) {
      String first = new String(parts.next(), StandardCharsets.UTF_8);
      pool.db().execute("delete from letters");
      pool.db().execute("update people set name = 'changed'");

      assertThat(first + rest(parts)).isEqualTo(before);
    }
  }

  @Test
  void theConnectionIsBackAfterTheLastPart() {
    JsonParts parts = ROWS.snapshot(pool.db(), PEOPLE_BY_NAME.with(), LONG);
    assertThat(pool.active()).isEqualTo(1);

    rest(parts);

    assertThat(pool.active()).isZero();
    assertThat(parts.hasNext()).isFalse();
  }

  @Test
  void whoStopsReadingGivesTheConnectionBack() {
    JsonParts parts = ROWS.snapshot(pool.db(), PEOPLE_BY_NAME.with(), LONG);
    parts.next();

    parts.close();
    parts.close();

    assertThat(pool.active()).isZero();
    assertThat(parts.hasNext()).isFalse();
  }

  @Test
  void onlyAQuarterOfThePoolIsOutForSnapshots() {
    // Of three connections, one.
    try (JsonParts parts = ROWS.snapshot(pool.db(), PEOPLE_BY_NAME.with(), LONG)) {
      assertThatThrownBy(() -> ROWS.snapshot(pool.db(), PEOPLE_BY_NAME.with(), LONG))
          .isInstanceOfSatisfying(
              HttpError.class,
              error -> {
                assertThat(error.status()).isEqualTo(503);
                assertThat(error.headers()).containsEntry("Retry-After", "1");
              });
      assertThat(parts.hasNext()).isTrue();
    }
    ROWS.snapshot(pool.db(), PEOPLE_BY_NAME.with(), LONG).close();
  }

  @Test
  void theDeadlineClosesTheConnection() {
    Duration soon = Duration.ofSeconds(2);
    try (JsonParts parts = ROWS.snapshot(pool.db(), PEOPLE_BY_NAME.with(), soon)) {
      parts.next();
      assertTimeout(Duration.ofSeconds(120), SnapshotTest::waitUntilNobodyIsInATransaction);

      assertThatThrownBy(() -> rest(parts)).isInstanceOf(DataAccessException.class);
    }
    assertThat(pool.active()).isZero();
    assertThat(whole()).startsWith("[");
  }

  private static void waitUntilNobodyIsInATransaction() {
    String others =
        "select 1 from pg_stat_activity where datname = current_database()"
            + " and state = 'idle in transaction'";
    while (!pool.db().fetch(others).isEmpty()) {
      Thread.onSpinWait();
    }
  }

  record Loud(String name) {
    Loud {
      name = name.toUpperCase(Locale.ROOT);
    }
  }

  @Test
  void recordsWithCodeOfTheirOwnAreReadAtOnce() {
    Prepared0<Loud> loud =
        prepare(() -> select(PEOPLE.NAME).from(PEOPLE).orderBy(PEOPLE.NAME)).as(mapping(Loud::new));

    JsonParts parts = ROWS.snapshot(pool.db(), loud.with(), LONG);

    assertThat(pool.active()).isZero();
    assertThat(rest(parts))
        .isEqualTo(new String(ROWS.write(pool.db(), loud.with()), StandardCharsets.UTF_8));
  }

  @Test
  void aDeadlineThatHasPassedIsRefused() {
    assertThatThrownBy(() -> ROWS.snapshot(pool.db(), PEOPLE_BY_NAME.with(), Duration.ZERO))
        .hasMessage("longest is PT0S; it must be more than zero");
  }
}
