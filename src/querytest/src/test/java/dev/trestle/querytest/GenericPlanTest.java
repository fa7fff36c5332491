package dev.trestle.querytest;

import static dev.trestle.query.Conditions.given;
import static dev.trestle.query.Mapping.mapping;
import static dev.trestle.query.Queries.prepare;
import static dev.trestle.querytest.db.Tables.PEOPLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.insertInto;
import static org.jooq.impl.DSL.select;

import dev.trestle.query.Prepared1;
import dev.trestle.query.Prepared2;
import dev.trestle.testing.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class GenericPlanTest {
  @RegisterExtension
  static final TestDatabase database = TestDatabase.migrated("classpath:db/migration");

  record Person(int id, String name) {}

  private static final Prepared2<String, Integer, Person> PLANNED_EACH_TIME =
      prepare(
              PEOPLE.NAME,
              PEOPLE.BOSS_ID,
              (name, boss) ->
                  select(PEOPLE.ID, PEOPLE.NAME)
                      .from(PEOPLE)
                      .where(PEOPLE.NAME.likeIgnoreCase(name), given(boss, PEOPLE.BOSS_ID.eq(boss)))
                      .orderBy(PEOPLE.ID)
                      .limit(inline(20)))
          .as(mapping(Person::new));

  private static final Prepared2<String, Integer, Person> SEARCH = PLANNED_EACH_TIME.genericPlan();

  /** Divides by its argument. */
  private static final Prepared1<Integer, Person> FAILING =
      prepare(
              Integer.class,
              number ->
                  select(PEOPLE.ID.div(number), PEOPLE.NAME)
                      .from(PEOPLE)
                      .where(PEOPLE.NAME.eq("ada")))
          .as(mapping(Person::new))
          .genericPlan();

  private static final Prepared2<Integer, String, Person> INSERT =
      prepare(
              PEOPLE.ID,
              PEOPLE.NAME,
              (id, name) ->
                  insertInto(PEOPLE, PEOPLE.ID, PEOPLE.NAME)
                      .values(id, name)
                      .returningResult(PEOPLE.ID, PEOPLE.NAME))
          .as(mapping(Person::new))
          .genericPlan();

  private Connection connection;
  private DSLContext db;

  @BeforeEach
  void connect() throws SQLException {
    connection =
        DriverManager.getConnection(
            database.urlForRequests().jdbcUrl(), database.url().user(), database.url().password());
    db = DSL.using(connection);
    db.deleteFrom(PEOPLE).execute();
    db.insertInto(PEOPLE, PEOPLE.ID, PEOPLE.NAME)
        .values(1, "ada")
        .values(2, "alan")
        .values(3, "grace")
        .execute();
  }

  @AfterEach
  void disconnect() throws SQLException {
    connection.close();
  }

  @Test
  void theRowsAreThoseOfTheSameQueryPlannedEachTime() {
    for (int call = 0; call < 12; call++) {
      assertThat(SEARCH.with("A%", null).fetch(db))
          .isEqualTo(PLANNED_EACH_TIME.with("A%", null).fetch(db))
          .extracting(Person::name)
          .containsExactly("ada", "alan");
      assertThat(SEARCH.with("A%", 42).fetch(db)).isEmpty();
      assertThat(SEARCH.with("gr%", null).fetchOptional(db)).map(Person::name).contains("grace");
    }
  }

  @Test
  void nothingOfItIsLeftInTheSession() {
    SEARCH.with("a%", null).fetch(db);
    assertThat(mode()).isEqualTo("auto");

    assertThatThrownBy(() -> FAILING.with(0).fetch(db))
        .isInstanceOf(DataAccessException.class)
        .hasMessageContaining("division by zero");
    assertThat(mode()).isEqualTo("auto");
  }

  @Test
  void nothingOfItIsLeftInATransactionOrBehindIt() {
    db.transaction(transaction -> {
      SEARCH.with("a%", null).fetch(transaction.dsl());
      assertThat(mode(transaction.dsl())).isEqualTo("auto");
    });
    assertThatThrownBy(
            () -> db.transaction(transaction -> FAILING.with(0).fetch(transaction.dsl())))
        .hasMessageContaining("division by zero");
    assertThat(mode()).isEqualTo("auto");
  }

  @Test
  void anInsertGivesItsRowsAndIsCounted() {
    assertThat(INSERT.with(4, "edsger").fetchSingle(db)).isEqualTo(new Person(4, "edsger"));
    assertThat(INSERT.with(5, "barbara").execute(db)).isEqualTo(1);
    assertThat(db.fetchCount(PEOPLE)).isEqualTo(5);
  }

  /** Through a pooler nothing is prepared on the server, so it has no plans to tell of. */
  @Test
  void theServerPlansItOnceForAllCalls() throws SQLException {
    try (Connection direct =
        DriverManager.getConnection(
            database.url().jdbcUrl() + "?prepareThreshold=1",
            database.url().user(),
            database.url().password())) {
      DSLContext session = DSL.using(direct);
      for (int call = 0; call < 10; call++) {
        SEARCH.with("a%", null).fetch(session);
        PLANNED_EACH_TIME.with("a%", null).fetch(session);
      }

      List<Long> generic =
          session
              .resultQuery(
                  "select generic_plans from pg_prepared_statements"
                      + " where statement like '%\"people\".\"name\" ilike%'"
                      + " and statement not like '%pg_prepared%' order by generic_plans")
              .fetchInto(Long.class);
      assertThat(generic).containsExactly(0L, 10L);
    }
  }

  @Test
  void aSharedLookupIsPlannedOnceAnyway() {
    Prepared1<Integer, Person> lookup =
        prepare(
                Integer.class,
                id -> select(PEOPLE.ID, PEOPLE.NAME).from(PEOPLE).where(PEOPLE.ID.eq(id)))
            .as(mapping(Person::new));

    assertThatThrownBy(() -> lookup.shared().genericPlan())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "A shared lookup is planned once for all arguments already; leave out genericPlan()");
    assertThatThrownBy(() -> lookup.genericPlan().shared())
        .isInstanceOf(IllegalArgumentException.class);
  }

  private String mode() {
    return mode(db);
  }

  private static String mode(DSLContext db) {
    return db.fetchSingle("show plan_cache_mode").into(String.class);
  }
}
