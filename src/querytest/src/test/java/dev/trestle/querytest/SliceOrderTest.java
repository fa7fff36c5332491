package dev.trestle.querytest;

import static dev.trestle.query.Mapping.value;
import static dev.trestle.query.Queries.prepare;
import static dev.trestle.querytest.SevenRooms.KEY;
import static dev.trestle.querytest.SevenRooms.forward;
import static dev.trestle.querytest.db.Tables.LETTERS;
import static dev.trestle.querytest.db.Tables.MOMENTS;
import static dev.trestle.querytest.db.Tables.PEOPLE;
import static dev.trestle.querytest.db.Tables.ROOMS;
import static dev.trestle.querytest.db.Tables.TAGS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.resultQuery;
import static org.jooq.impl.DSL.rowNumber;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectFrom;

import dev.trestle.query.BoundQuery;
import dev.trestle.query.Prepared0;
import dev.trestle.querytest.db.tables.Rooms;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.ResultQuery;
import org.jooq.SortField;
import org.jooq.TableField;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which queries have slices: those of rows in an order that leaves nothing open. */
class SliceOrderTest {
  @RegisterExtension static final WatchedPool pool = new WatchedPool();

  @RegisterExtension final SevenRooms rooms = new SevenRooms(pool);

  private final DSLContext db = pool.db();

  static Stream<TableField<?, ?>> ordered() {
    return Stream.of(
        MOMENTS.AT,
        MOMENTS.AT_LOCAL,
        MOMENTS.DAY,
        MOMENTS.HOUR,
        MOMENTS.A_MOOD,
        MOMENTS.LABEL,
        MOMENTS.AMOUNT,
        MOMENTS.SCORE,
        MOMENTS.RATIO,
        MOMENTS.SMALL,
        MOMENTS.REF,
        MOMENTS.OPEN);
  }

  @ParameterizedTest
  @MethodSource("ordered")
  void everyTypeThatHasAnOrderKeepsIt(TableField<?, ?> field) {
    db.execute(
        """
        insert into moments (id, at, at_local, day, hour, a_mood, label, amount, score, ratio, small,
                             ref, open)
        select i,
               case when i = 1 then '-infinity' when i = 2 then 'infinity'
                 else '2024-02-29 12:00:00.000001+00'::timestamptz + i / 3 * interval '1 microsecond'
               end,
               case when i = 1 then 'infinity' else '2024-02-29'::timestamp + i / 2 * interval '1 h' end,
               case when i = 1 then 'infinity' else '0001-01-01'::date + i / 2 end,
               '12:00'::time + i / 2 * interval '1 microsecond',
               (enum_range(null::mood))[1 + i % 3],
               (array['', 'é', '😀', 'Z', 'a', E'\\n', '"'])[1 + i % 7],
               (array[0, -1.50, 1e30, 0.1, 0.10])[1 + i % 5],
               (array['NaN', '-Infinity', '5e-324', '0.1'])[1 + i % 4]::double precision,
               (array['NaN', '-Infinity', '1e-45', '0.1'])[1 + i % 4]::real,
               i / 2,
               md5(i::text)::uuid,
               i % 2 = 0
        from generate_series(1, 12) as i
        """);
    for (SortField<?> sort : List.of(field.asc(), field.desc())) {
      Prepared0<Long> query =
          prepare(() -> select(MOMENTS.ID).from(MOMENTS).orderBy(sort, MOMENTS.ID)).as(value());
      List<Long> list = query.with().fetch(db);
      assertThat(list).hasSize(12);
      assertThat(forward(db, query.with(), 1)).isEqualTo(list);
      assertThat(forward(db, query.with(), 5)).isEqualTo(list);
    }
  }

  @Test
  void innerJoinsNeedAKeyOfEachTable() {
    db.insertInto(PEOPLE, PEOPLE.ID, PEOPLE.NAME).values(1, "A").values(2, "B").execute();
    db.insertInto(LETTERS, LETTERS.ID, LETTERS.SENDER_ID, LETTERS.BODY)
        .values(1, 1, "x")
        .values(2, 1, "y")
        .values(3, 2, "z")
        .execute();
    Prepared0<String> query =
        prepare(() ->
                select(LETTERS.BODY)
                    .from(PEOPLE)
                    .join(LETTERS)
                    .on(LETTERS.SENDER_ID.eq(PEOPLE.ID))
                    .orderBy(PEOPLE.NAME.desc(), PEOPLE.ID, LETTERS.ID))
            .as(value());
    assertThat(forward(db, query.with(), 1)).containsExactly("z", "x", "y");
    assertRefused(
        () ->
            select(PEOPLE.NAME)
                .from(PEOPLE)
                .join(LETTERS)
                .on(LETTERS.SENDER_ID.eq(PEOPLE.ID))
                .orderBy(PEOPLE.ID),
        "in an order that ends in a key of letters (add id), not");
  }

  @Test
  void aTableMayHaveAnotherName() {
    Rooms r = ROOMS.as("r");
    Rooms same = ROOMS.as("same");
    Prepared0<String> query =
        prepare(() ->
                select(r.NUMBER)
                    .from(r)
                    .join(same)
                    .on(r.HOUSE.eq(same.HOUSE))
                    .where(same.FLOOR.eq(1))
                    .orderBy(r.HOUSE, r.NUMBER, same.HOUSE, same.NUMBER))
            .as(value());
    assertThat(forward(db, query.with(), 2)).isEqualTo(query.with().fetch(db)).hasSize(5);
    assertRefused(
        () -> select(r.NUMBER).from(r).orderBy(ROOMS.HOUSE, ROOMS.NUMBER),
        "in the order of columns of the query's tables");
    assertRefused(
        () ->
            select(r.NUMBER)
                .from(r)
                .join(same)
                .on(r.HOUSE.eq(same.HOUSE))
                .orderBy(r.HOUSE, r.NUMBER),
        "in an order that ends in a key of same (add house, number), not");
  }

  private void assertRefused(Supplier<? extends ResultQuery<?>> query, String message) {
    BoundQuery<?> bound = prepared(query.get());
    assertThatThrownBy(() -> bound.slice(db, KEY, Optional.empty(), 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  private static <R extends org.jooq.Record> BoundQuery<R> prepared(ResultQuery<R> query) {
    return prepare(() -> query).with();
  }

  @Test
  void windowsOfOtherRowsAreRefused() {
    Prepared0<Integer> numbered =
        prepare(() ->
                select(rowNumber().over(DSL.orderBy(ROOMS.HOUSE)))
                    .from(ROOMS)
                    .orderBy(ROOMS.HOUSE, ROOMS.NUMBER))
            .as(value());

    assertThatThrownBy(() -> numbered.with().slice(db, KEY, Optional.empty(), 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("window functions");
  }

  @Test
  void anOrderThatLeavesOpenWhatComesNextIsRefused() {
    assertRefused(
        () -> selectFrom(ROOMS).orderBy(ROOMS.HOUSE),
        "slice(…) reads a list in an order that ends in a key of rooms (add house, number), not");
    assertRefused(
        () -> selectFrom(ROOMS), "reads a list in its order, and this query has none; end it");
    assertRefused(
        () -> selectFrom(PEOPLE).orderBy(PEOPLE.BOSS_ID, PEOPLE.ID),
        "in the order of columns that are never null, not of \"public\".\"people\".\"boss_id\"");
    assertRefused(
        () -> selectFrom(ROOMS).orderBy(ROOMS.FLOOR.plus(1), ROOMS.HOUSE, ROOMS.NUMBER),
        "in the order of columns of the query's tables, not of");
    assertRefused(
        () -> selectFrom(MOMENTS).orderBy(MOMENTS.RAW, MOMENTS.ID), "not of a blob, as is");
    assertRefused(
        () -> selectFrom(MOMENTS).orderBy(MOMENTS.CODE, MOMENTS.ID), "not of a char, as is");
  }

  @Test
  void aKeyMayBeAnyUniqueOneThatIsNeverNull() {
    db.insertInto(TAGS, TAGS.ID, TAGS.NAME).values(1, "b").values(2, "a").execute();
    Prepared0<Integer> query =
        prepare(() -> select(TAGS.ID).from(TAGS).orderBy(TAGS.NAME)).as(value());
    assertThat(forward(db, query.with(), 1)).containsExactly(2, 1);
  }

  @Test
  void aQueryThatIsNoPlainListIsRefused() {
    assertRefused(
        () -> selectFrom(ROOMS).orderBy(ROOMS.HOUSE, ROOMS.NUMBER).limit(3),
        "limits the query by itself; leave out its .limit(…)");
    assertRefused(
        () -> select(ROOMS.HOUSE, count()).from(ROOMS).groupBy(ROOMS.HOUSE).orderBy(ROOMS.HOUSE),
        "of a query without group by, having and distinct");
    assertRefused(
        () ->
            select(PEOPLE.ID)
                .from(PEOPLE)
                .leftJoin(LETTERS)
                .on(LETTERS.SENDER_ID.eq(PEOPLE.ID))
                .orderBy(PEOPLE.ID),
        "of a table, its inner joins and paths from it");
    assertRefused(
        () -> select(TAGS.ID).from(TAGS).union(select(TAGS.ID).from(TAGS)).orderBy(TAGS.ID),
        "(a union: select from it)");
    assertRefused(
        () -> resultQuery("select 1 as id").coerce(TAGS.ID), "not from an insert, update, delete");
  }
}
