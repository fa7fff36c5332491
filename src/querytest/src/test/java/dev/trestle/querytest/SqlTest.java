package dev.trestle.querytest;

import static dev.trestle.query.Mapping.mapping;
import static dev.trestle.query.Queries.prepare;
import static dev.trestle.query.Sql.named;
import static dev.trestle.query.Sql.sql;
import static dev.trestle.query.Statements.statement;
import static dev.trestle.querytest.db.Tables.PEOPLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jooq.impl.DSL.condition;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.query;
import static org.jooq.impl.DSL.resultQuery;
import static org.jooq.impl.SQLDataType.BIGINT;

import dev.trestle.query.Prepared1;
import dev.trestle.query.Prepared2;
import java.util.List;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SqlTest {
  @RegisterExtension static final WatchedPool pool = new WatchedPool();

  record Boss(String name, long people) {}

  private static final Prepared1<Integer, Boss> BOSSES =
      prepare(
              Integer.class,
              least ->
                  resultQuery(
                          sql(
                              """
                              select b.name, count(*) as people
                              from people b join people p on p.boss_id = b.id
                              group by b.id
                              having count(*) >= :least
                              order by people desc, b.id
                              """,
                              named("least", least)))
                      .coerce(PEOPLE.NAME, field("people", BIGINT)))
          .as(mapping(Boss::new));

  private DSLContext db;

  @BeforeEach
  void fill() {
    db = pool.db();
    db.insertInto(PEOPLE, PEOPLE.ID, PEOPLE.NAME, PEOPLE.BOSS_ID)
        .values(1, "Ada", null)
        .values(2, "Bob", 1)
        .values(3, "Ann", 1)
        .values(4, "Eve", 2)
        .execute();
  }

  @AfterEach
  void clear() {
    db.truncate(PEOPLE).cascade().execute();
  }

  @Test
  void aPreparedQueryTakesItsArgumentsByName() {
    assertThat(BOSSES.with(1).fetch(db)).containsExactly(new Boss("Ada", 2), new Boss("Bob", 1));
    assertThat(BOSSES.with(2).fetch(db)).containsExactly(new Boss("Ada", 2));
    assertThat(BOSSES.with(2).sql(db)).contains(">= ?");
  }

  @Test
  void aPreparedStatementToo() {
    Prepared2<Integer, String, Void> rename =
        statement(
            PEOPLE.ID,
            PEOPLE.NAME,
            (id, name) ->
                query(
                    sql(
                        "update people set name = :name where id = :id and name <> :name",
                        named("id", id),
                        named("name", name))));
    assertThat(rename.with(1, "A").execute(db)).isEqualTo(1);
    assertThat(rename.with(1, "A").execute(db)).isZero();
  }

  @Test
  void itRunsDirectly() {
    assertThat(
            db.resultQuery(
                    sql(
                        "select name from people where id = any(:ids) order by id",
                        named("ids", new Integer[] {1, 3})))
                .coerce(PEOPLE.NAME)
                .fetch(PEOPLE.NAME))
        .containsExactly("Ada", "Ann");
    assertThat(db.execute(sql("delete from people where id = :id", named("id", 4)))).isEqualTo(1);
    assertThat(
            db.fetchCount(PEOPLE, condition(sql("name like :start || '%'", named("start", "A")))))
        .isEqualTo(2);
  }

  @Test
  void partsOfJooqStandWhereTheyAreNamed() {
    assertThat(
            db.fetch(
                sql(
                    "select :column from people where :which",
                    named("column", PEOPLE.NAME),
                    named("which", PEOPLE.ID.eq(2)))))
        .singleElement()
        .satisfies(row -> assertThat(row.get(0)).isEqualTo("Bob"));
  }

  @Test
  void aValueIsBoundWhateverItSays() {
    String hostile = "x' or ''='; drop table people; -- :id {0} ? $1";
    assertThat(
            db.fetch(
                sql(
                    "select :text::text, ':text', '{\"a\": 1}'::jsonb ? 'a', (array[1, 2, 3])[1:2]",
                    named("text", hostile))))
        .singleElement()
        .satisfies(row -> {
          assertThat(row.get(0)).isEqualTo(hostile);
          assertThat(row.get(1)).isEqualTo(":text");
          assertThat(row.get(2)).isEqualTo(true);
          assertThat(row.get(3)).isEqualTo(new Integer[] {1, 2});
        });
    assertThat(pool.statements(() -> db.fetch(sql("select :a::int + :a::int", named("a", 1)))))
        .containsExactly("select ?::int + ?::int");
  }

  @Test
  void nullIsAValue() {
    assertThat(db.fetch(sql("select :x::int", named("x", null))).getFirst().get(0)).isNull();
  }

  @Test
  void namesMustMatch() {
    assertThatThrownBy(() -> sql("select :a, :b", named("a", 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "The SQL has the parameter :b, but no value for it; add named(\"b\", …)");
    assertThatThrownBy(() -> sql("select :a", named("a", 1), named("b", 2), named("c", 3)))
        .hasMessageStartingWith("The SQL has no parameter :b, :c; leave out its value");
    assertThatThrownBy(() -> sql("select :a", named("a", 1), named("a", 2)))
        .hasMessage("named(\"a\", …) is given twice; one value is used wherever :a stands");
    assertThatThrownBy(() -> named(":a", 1)).hasMessageContaining("\":a\" is no parameter's name");
    assertThatThrownBy(() -> named("ids", List.of(1)))
        .hasMessage(
            ":ids is a collection, which cannot be bound; write = any(:ids) and give an array");
  }
}
