package dev.trestle.querytest;

import static dev.trestle.query.Conditions.given;
import static dev.trestle.query.Mapping.mapping;
import static dev.trestle.query.Mapping.value;
import static dev.trestle.query.Queries.prepare;
import static dev.trestle.query.Statements.statement;
import static dev.trestle.querytest.db.Tables.EVERYTHING;
import static dev.trestle.querytest.db.Tables.PEOPLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.condition;
import static org.jooq.impl.DSL.deleteFrom;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.insertInto;
import static org.jooq.impl.DSL.resultQuery;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectFrom;
import static org.jooq.impl.DSL.update;
import static org.jooq.impl.DSL.val;
import static org.jooq.impl.SQLDataType.BIGINT;

import dev.trestle.query.BoundQuery;
import dev.trestle.query.Cancellation;
import dev.trestle.query.Prepared0;
import dev.trestle.query.Prepared1;
import dev.trestle.query.Prepared2;
import dev.trestle.querytest.db.enums.Mood;
import dev.trestle.querytest.db.tables.records.PeopleRecord;
import dev.trestle.testing.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jooq.SQLDialect;
import org.jooq.conf.RenderQuotedNames;
import org.jooq.conf.Settings;
import org.jooq.exception.DataAccessException;
import org.jooq.exception.IntegrityConstraintViolationException;
import org.jooq.exception.NoDataFoundException;
import org.jooq.exception.TooManyRowsException;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PreparedTest {
  @RegisterExtension
  static final TestDatabase database = TestDatabase.migrated("classpath:db/migration");

  record Person(int id, String name, Integer bossId) {}

  private static final Prepared1<Integer, Person> BY_ID =
      prepare(
              Integer.class,
              id ->
                  select(PEOPLE.ID, PEOPLE.NAME, PEOPLE.BOSS_ID)
                      .from(PEOPLE)
                      .where(PEOPLE.ID.eq(id)))
          .as(mapping(Person::new));

  private static final Prepared2<String, Integer, String> SEARCH =
      prepare(
              PEOPLE.NAME,
              PEOPLE.BOSS_ID,
              (name, boss) ->
                  select(PEOPLE.NAME)
                      .from(PEOPLE)
                      .where(given(name, PEOPLE.NAME.like(name).or(PEOPLE.NAME.eq("always"))))
                      .and(given(boss, PEOPLE.BOSS_ID.eq(boss)))
                      .orderBy(PEOPLE.ID))
          .as(value());

  private Connection connection;
  private DSLContext db;

  @BeforeEach
  void connect() throws SQLException {
    connection =
        DriverManager.getConnection(
            database.url().jdbcUrl(), database.url().user(), database.url().password());
    db = DSL.using(connection, SQLDialect.POSTGRES);
    db.insertInto(PEOPLE, PEOPLE.ID, PEOPLE.NAME, PEOPLE.BOSS_ID)
        .values(1, "Ada", null)
        .values(2, "Bob", 1)
        .values(3, "Ann", 1)
        .execute();
  }

  @AfterEach
  void clear() throws SQLException {
    db.truncate(PEOPLE).cascade().execute();
    db.truncate(EVERYTHING).execute();
    connection.close();
  }

  @Test
  void rowsBecomeRecordsByTheirConstructor() {
    assertThat(BY_ID.with(2).fetchSingle(db)).isEqualTo(new Person(2, "Bob", 1));
    assertThat(BY_ID.with(1).fetch(db)).containsExactly(new Person(1, "Ada", null));
    assertThat(BY_ID.with(4).fetchOptional(db)).isEmpty();
    assertThatThrownBy(() -> BY_ID.with(4).fetchSingle(db))
        .isInstanceOf(NoDataFoundException.class);
  }

  @Test
  void severalRowsAreNotOne() {
    assertThatThrownBy(() -> SEARCH.with(null, null).fetchOptional(db))
        .isInstanceOf(TooManyRowsException.class)
        .hasMessage("The query gave 3 rows; one was expected");
    assertThatThrownBy(() -> SEARCH.with(null, null).fetchSingle(db))
        .isInstanceOf(TooManyRowsException.class);
  }

  @Test
  void whatJooqRendersIsWhatIsSent() {
    assertThat(BY_ID.with(2).sql(db))
        .isEqualTo(
            db.renderInlined(selectFrom(PEOPLE).where(PEOPLE.ID.eq(2))).replace(" = 2", " = ?"));
  }

  @Test
  void aConditionIsThereOnlyIfItsArgumentIsGiven() {
    String from = "select \"public\".\"people\".\"name\" from \"public\".\"people\"";
    String order = " order by \"public\".\"people\".\"id\"";
    assertThat(SEARCH.with(null, null).sql(db)).isEqualTo(from + order);
    assertThat(SEARCH.with(null, 1).sql(db))
        .isEqualTo(from + " where (\"public\".\"people\".\"boss_id\" = ?)" + order);
    assertThat(SEARCH.with("A%", 1).sql(db)).contains(" like ? ").contains(" and (");
    assertThat(SEARCH.with(null, null).fetch(db)).containsExactly("Ada", "Bob", "Ann");
    assertThat(SEARCH.with("A%", null).fetch(db)).containsExactly("Ada", "Ann");
    assertThat(SEARCH.with("A%", 1).fetch(db)).containsExactly("Ann");
    assertThat(SEARCH.with(null, 1).fetch(db)).containsExactly("Bob", "Ann");
  }

  @Test
  void aQueryIsWrittenOnceForEachWayToRenderIt() {
    int[] written = {0};
    Prepared1<Integer, String> query =
        prepare(
                Integer.class,
                id -> {
                  written[0]++;
                  return select(PEOPLE.NAME).from(PEOPLE).where(PEOPLE.ID.eq(id));
                })
            .as(value());
    query.with(1).fetch(db);
    int once = written[0];
    for (int i = 0; i < 10; i++) {
      query.with(i).fetch(db);
    }
    db.transaction(tx -> query.with(1).fetch(tx.dsl()));
    assertThat(written[0]).isEqualTo(once);

    DSLContext bare =
        DSL.using(
            connection,
            SQLDialect.POSTGRES,
            new Settings().withRenderSchema(false).withRenderQuotedNames(RenderQuotedNames.NEVER));
    assertThat(query.with(1).sql(bare))
        .isEqualTo("select people.name from people where people.id = ?");
    assertThat(query.with(1).fetch(bare)).containsExactly("Ada");
  }

  @Test
  void constantsStayWhereTheyAreAmongArguments() {
    Prepared2<Integer, String, Person> query =
        prepare(
                Integer.class,
                String.class,
                (id, name) ->
                    select(PEOPLE.ID, val("x").concat(PEOPLE.NAME).concat(name), val(7))
                        .from(PEOPLE)
                        .where(PEOPLE.NAME.ne("no"), PEOPLE.ID.eq(id), PEOPLE.NAME.ne(name))
                        .limit(3))
            .as(mapping(Person::new));
    assertThat(query.with(2, "?").fetch(db)).containsExactly(new Person(2, "xBob?", 7));
  }

  @Test
  void insertsUpdatesAndDeletesGiveRowsOrCounts() {
    Prepared2<Integer, String, Person> insert =
        prepare(
                PEOPLE.ID,
                PEOPLE.NAME,
                (id, name) ->
                    insertInto(PEOPLE)
                        .set(PEOPLE.ID, id)
                        .set(PEOPLE.NAME, name)
                        .returningResult(PEOPLE.ID, PEOPLE.NAME, PEOPLE.BOSS_ID))
            .as(mapping(Person::new));
    assertThat(insert.with(9, "Eve").fetchSingle(db)).isEqualTo(new Person(9, "Eve", null));
    assertThatThrownBy(() -> insert.with(9, "Eve").fetchSingle(db))
        .isInstanceOf(IntegrityConstraintViolationException.class)
        .satisfies(e -> assertThat(((DataAccessException) e).sqlState()).isEqualTo("23505"));

    Prepared2<Integer, String, Void> rename =
        statement(
            Integer.class,
            String.class,
            (id, name) -> update(PEOPLE).set(PEOPLE.NAME, name).where(PEOPLE.ID.ge(id)));
    assertThat(rename.with(3, "X").execute(db)).isEqualTo(2);
    assertThat(insert.with(10, "Y").execute(db)).isEqualTo(1);

    Prepared1<Integer[], Void> delete =
        statement(Integer[].class, ids -> deleteFrom(PEOPLE).where(PEOPLE.ID.eq(any(ids))));
    assertThat(delete.with(new Integer[] {9, 10, 11}).execute(db)).isEqualTo(2);
  }

  @Test
  void theOpenTransactionIsTakenPartIn() {
    Prepared0<Integer> count = prepare(() -> select(DSL.count()).from(PEOPLE)).as(value());
    assertThatThrownBy(() ->
            db.transaction(tx -> {
              tx.dsl().deleteFrom(PEOPLE).where(PEOPLE.BOSS_ID.isNotNull()).execute();
              assertThat(count.with().fetchSingle(tx.dsl())).isEqualTo(1);
              throw new IllegalArgumentException("undo");
            }))
        .hasMessage("undo");
    assertThat(count.with().fetchSingle(db)).isEqualTo(3);
  }

  @Test
  void withoutAMappingRowsAreJooqsRecordsAndCanBeStored() {
    PeopleRecord bob =
        prepare(Integer.class, id -> selectFrom(PEOPLE).where(PEOPLE.ID.eq(id)))
            .with(2)
            .fetchSingle(db);
    assertThat(bob.touched()).isFalse();
    bob.setName("Robert");
    bob.store();
    assertThat(BY_ID.with(2).fetchSingle(db).name()).isEqualTo("Robert");
    assertThat(
            prepare(() ->
                    select(PEOPLE.ID, PEOPLE.NAME.as("n")).from(PEOPLE).where(PEOPLE.ID.eq(1)))
                .with()
                .fetchSingle(db)
                .value2())
        .isEqualTo("Ada");
  }

  @Test
  void rawSqlSaysWhatItsColumnsAre() {
    record Count(String name, long letters) {}
    Prepared1<Integer, Count> query =
        prepare(
                Integer.class,
                least ->
                    resultQuery(
                            "select name, length(name)::bigint as n from people"
                                + " where length(name) >= {0} and '{\"a\": 1}'::jsonb ?? 'a' order by id",
                            least)
                        .coerce(PEOPLE.NAME, field("n", BIGINT)))
            .as(mapping(Count::new));
    assertThat(query.with(3).fetch(db)).hasSize(3).first().isEqualTo(new Count("Ada", 3));

    assertThatThrownBy(() -> prepare(() -> resultQuery("select 1")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(".coerce(column, …)");
  }

  @Test
  void theJsonOperatorIsNoPlaceholder() {
    Prepared1<String, Long> has =
        prepare(
                String.class,
                key ->
                    select(EVERYTHING.ID)
                        .from(EVERYTHING)
                        .where(condition("{0} ?? {1}", EVERYTHING.A_JSONB, key)))
            .as(value());
    db.insertInto(EVERYTHING).set(EVERYTHING.A_JSONB, JSONB.valueOf("{\"a\": 1}")).execute();
    assertThat(has.with("a").fetch(db)).hasSize(1);
    assertThat(has.with("b").fetch(db)).isEmpty();
  }

  @Test
  void enumsAndJsonGoThroughTheirBindings() {
    Prepared2<Mood, JSONB, Mood> insert =
        prepare(
                EVERYTHING.A_MOOD,
                EVERYTHING.A_JSONB,
                (mood, json) ->
                    insertInto(EVERYTHING)
                        .set(EVERYTHING.A_MOOD, mood)
                        .set(EVERYTHING.A_JSONB, json)
                        .returningResult(EVERYTHING.A_MOOD))
            .as(value());
    assertThat(insert.with(Mood.so_so, JSONB.valueOf("[1]")).fetchSingle(db)).isEqualTo(Mood.so_so);
    assertThat(insert.with(null, null).fetchOptional(db)).isEmpty();
  }

  @Test
  void whatCannotBeReadIsRefusedWhereItIsWritten() {
    assertThatThrownBy(() -> prepare(() -> select(row(PEOPLE.ID, PEOPLE.NAME)).from(PEOPLE)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("write one(row(…), mapping(…)) for a row");
  }

  @Test
  void aSlowStatementIsEndedAndTheConnectionStaysUsable() {
    BoundQuery<Integer> slow = slow();
    assertThatThrownBy(() -> slow.timeout(Duration.ofMillis(100)).fetch(db))
        .satisfies(e -> assertThat(((DataAccessException) e).sqlState()).isEqualTo("57014"));
    assertThat(BY_ID.with(1).fetch(db)).hasSize(1);
  }

  @Test
  void anotherThreadCancelsAStatement() throws Exception {
    Cancellation cancellation = new Cancellation();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        Connection watching =
            DriverManager.getConnection(
                database.url().jdbcUrl(), database.url().user(), database.url().password())) {
      Future<List<Integer>> running =
          threads.submit(() -> slow().cancelledBy(cancellation).fetch(db));
      DSLContext watch = DSL.using(watching, SQLDialect.POSTGRES);
      while (watch.fetchCount(
              DSL.table("pg_stat_activity"),
              condition(
                  "state = 'active' and query like '%pg_sleep(60)%' and pid <> pg_backend_pid()"))
          == 0) {
        Thread.onSpinWait();
      }
      cancellation.cancel();
      assertThatThrownBy(running::get).hasMessageContaining("canceling statement");
    }
    assertThat(BY_ID.with(1).fetch(db)).hasSize(1);
    assertThatThrownBy(() -> slow().cancelledBy(cancellation).fetch(db))
        .hasMessageContaining("Cancelled before the statement began");
  }

  private static BoundQuery<Integer> slow() {
    return prepare(() ->
            resultQuery("select 1 as one from pg_sleep(60)").coerce(field("one", Integer.class)))
        .as(dev.trestle.query.Mapping.<Integer>value())
        .with();
  }
}
