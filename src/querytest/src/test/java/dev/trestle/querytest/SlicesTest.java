package dev.trestle.querytest;

import static dev.trestle.query.Conditions.given;
import static dev.trestle.query.Mapping.mapping;
import static dev.trestle.query.Mapping.value;
import static dev.trestle.query.Queries.prepare;
import static dev.trestle.query.Relations.many;
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
import static org.jooq.impl.DSL.selectDistinct;
import static org.jooq.impl.DSL.selectFrom;

import dev.trestle.HttpError;
import dev.trestle.SigningKey;
import dev.trestle.query.BoundQuery;
import dev.trestle.query.Page;
import dev.trestle.query.Prepared0;
import dev.trestle.query.Prepared1;
import dev.trestle.query.Slice;
import dev.trestle.querytest.db.tables.Rooms;
import dev.trestle.querytest.db.tables.records.RoomsRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.ResultQuery;
import org.jooq.SortField;
import org.jooq.TableField;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlicesTest {
  @RegisterExtension static final WatchedPool pool = new WatchedPool();

  private static final SigningKey KEY = SigningKey.random();

  /** Rooms of a floor, by house downwards; the key is not selected whole. */
  private static final Prepared1<Integer, String> ON_FLOOR =
      prepare(
              ROOMS.FLOOR,
              floor ->
                  select(ROOMS.NUMBER)
                      .from(ROOMS)
                      .where(given(floor, ROOMS.FLOOR.eq(floor)))
                      .orderBy(ROOMS.HOUSE.desc(), ROOMS.NUMBER.desc()))
          .as(value());

  private static final Prepared0<String> MIXED =
      prepare(() ->
              select(ROOMS.NUMBER)
                  .from(ROOMS)
                  .orderBy(ROOMS.FLOOR, ROOMS.HOUSE.desc(), ROOMS.NUMBER))
          .as(value());

  private DSLContext db;

  @BeforeEach
  void fill() {
    db = pool.db();
    for (int i = 1; i <= 7; i++) {
      room(i / 2, String.valueOf((char) ('a' + i)), i % 3);
    }
  }

  @AfterEach
  void clear() {
    db.execute("truncate rooms, people, tags, moments cascade");
  }

  private void room(int house, String number, int floor) {
    db.insertInto(ROOMS)
        .set(new RoomsRecord().setHouse(house).setNumber(number).setFloor(floor))
        .execute();
  }

  private static <T> List<T> forward(DSLContext db, BoundQuery<T> query, int size) {
    List<T> all = new ArrayList<>();
    Slice<T> slice = query.slice(db, KEY, Optional.empty(), size);
    all.addAll(slice.rows());
    while (slice.next().isPresent()) {
      slice = query.slice(db, KEY, slice.next(), size);
      all.addAll(slice.rows());
    }
    return all;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 6, 7, 8, 10_000})
  void slicesMakeUpTheListInBothDirections(int size) {
    for (BoundQuery<String> query : List.of(ON_FLOOR.with(null), ON_FLOOR.with(1), MIXED.with())) {
      List<String> list = query.fetch(db);
      assertThat(list).isNotEmpty();
      List<Slice<String>> slices = new ArrayList<>();
      slices.add(query.slice(db, KEY, Optional.empty(), size));
      while (slices.getLast().next().isPresent()) {
        slices.add(query.slice(db, KEY, slices.getLast().next(), size));
      }
      assertThat(slices.stream().flatMap(slice -> slice.rows().stream())).isEqualTo(list);

      Slice<String> back = slices.getLast();
      for (int i = slices.size() - 2; i >= 0; i--) {
        back = query.slice(db, KEY, back.previous(), size);
        assertThat(back.rows()).isEqualTo(slices.get(i).rows());
        assertThat(back.next()).isPresent();
      }
      assertThat(back.previous()).isEmpty();
    }
  }

  @Test
  void aListGoesOnWhereTheLastSliceEnded() {
    Slice<String> slice = ON_FLOOR.with(1).slice(db, KEY, Optional.empty(), 2);
    Slice<String> next = ON_FLOOR.with(1).slice(db, KEY, slice.next(), 2);
    assertThat(slice.rows()).containsExactly("h", "e");
    assertThat(next.rows()).containsExactly("b");
  }

  @Test
  void anIndexFindsThePlaceWhereAllDirectionsAreEqual() {
    Slice<String> first = ON_FLOOR.with(1).slice(db, KEY, Optional.empty(), 1);
    assertThat(pool.statements(() -> ON_FLOOR.with(1).slice(db, KEY, Optional.empty(), 1)))
        .containsExactly(
            "select rooms.number, rooms.house from rooms where (rooms.floor = ?)"
                + " order by rooms.house desc, rooms.number desc fetch next ? rows only");
    List<Slice<String>> second = new ArrayList<>();
    assertThat(pool.statements(() -> second.add(ON_FLOOR.with(1).slice(db, KEY, first.next(), 1))))
        .containsExactly(
            "select rooms.number, rooms.house from rooms where ((rooms.floor = ?)"
                + " and (rooms.house, rooms.number) < (?, ?))"
                + " order by rooms.house desc, rooms.number desc fetch next ? rows only");
    assertThat(
            pool.statements(() -> ON_FLOOR.with(1).slice(db, KEY, second.getFirst().previous(), 1)))
        .containsExactly(
            "select rooms.number, rooms.house from rooms where ((rooms.floor = ?)"
                + " and (rooms.house, rooms.number) > (?, ?))"
                + " order by rooms.house asc, rooms.number asc fetch next ? rows only");
  }

  @Test
  void differentDirectionsAreComparedOneByOne() {
    Slice<String> first = MIXED.with().slice(db, KEY, Optional.empty(), 1);
    assertThat(pool.statements(() -> MIXED.with().slice(db, KEY, first.next(), 1)))
        .containsExactly(
            "select rooms.number, rooms.floor, rooms.house from rooms where (rooms.floor >= ? and"
                + " (rooms.floor > ? or (rooms.floor = ? and rooms.house < ?) or (rooms.floor = ?"
                + " and rooms.house = ? and rooms.number > ?)))"
                + " order by rooms.floor asc, rooms.house desc, rooms.number asc"
                + " fetch next ? rows only");
  }

  @Test
  void anEmptyListHasNoNeighbours() {
    assertThat(ON_FLOOR.with(9).slice(db, KEY, Optional.empty(), 5))
        .isEqualTo(new Slice<>(List.of(), Optional.empty(), Optional.empty()));
  }

  @Test
  void whoStandsWhereEverythingIsGoneFindsTheWayBack() {
    Slice<String> first = MIXED.with().slice(db, KEY, Optional.empty(), 3);
    Slice<String> second = MIXED.with().slice(db, KEY, first.next(), 3);
    db.deleteFrom(ROOMS).where(ROOMS.NUMBER.notIn(first.rows())).execute();
    Slice<String> nothing = MIXED.with().slice(db, KEY, first.next(), 3);
    assertThat(nothing.rows()).isEmpty();
    assertThat(nothing.next()).isEmpty();
    Slice<String> end = MIXED.with().slice(db, KEY, nothing.previous(), 3);
    assertThat(end).isEqualTo(new Slice<>(first.rows(), Optional.empty(), Optional.empty()));

    db.deleteFrom(ROOMS).execute();
    room(9, "z", 2);
    Slice<String> before = MIXED.with().slice(db, KEY, second.previous(), 3);
    assertThat(before.rows()).isEmpty();
    assertThat(before.previous()).isEmpty();
    assertThat(MIXED.with().slice(db, KEY, before.next(), 3).rows()).containsExactly("z");
  }

  /** Whatever comes and goes between two slices: what was there all along comes once, in order. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void whatIsThereAllAlongComesOnce(long seed) {
    Random random = new Random(seed);
    for (BoundQuery<String> query : List.of(ON_FLOOR.with(null), MIXED.with())) {
      db.deleteFrom(ROOMS).execute();
      Set<String> there = new HashSet<>();
      for (int i = 0; i < 30; i++) {
        there.add(randomRoom(random, "s"));
      }
      boolean backward = random.nextBoolean();
      List<String> seen = new ArrayList<>();
      // To go backwards, the last slice is needed first.
      Slice<String> slice = query.slice(db, KEY, Optional.empty(), backward ? 10_000 : 4);
      if (backward) {
        String last = db.fetchOne(ROOMS, ROOMS.NUMBER.eq(slice.rows().getLast())).getNumber();
        slice = query.slice(db, KEY, Optional.empty(), slice.rows().size() - 1);
        slice = query.slice(db, KEY, slice.next(), 1);
        assertThat(slice.rows()).containsExactly(last);
      }
      seen.addAll(slice.rows());
      Optional<String> on = backward ? slice.previous() : slice.next();
      while (on.isPresent()) {
        for (int i = random.nextInt(6); i > 0; i--) {
          randomRoom(random, "t");
        }
        if (random.nextBoolean()) {
          db.deleteFrom(ROOMS)
              .where(ROOMS.NUMBER.like("t%"), ROOMS.FLOOR.eq(random.nextInt(3)))
              .execute();
        }
        slice = query.slice(db, KEY, on, 1 + random.nextInt(5));
        seen.addAll(backward ? slice.rows().reversed() : slice.rows());
        on = backward ? slice.previous() : slice.next();
      }
      assertThat(seen).doesNotHaveDuplicates().containsAll(there);
      List<String> order = new ArrayList<>(query.fetch(db));
      if (backward) {
        Collections.reverse(order);
      }
      order.retainAll(there);
      assertThat(seen.stream().filter(there::contains)).isEqualTo(order);
    }
  }

  private String randomRoom(Random random, String prefix) {
    String number = prefix + Long.toString(random.nextLong() >>> 1, 36);
    room(random.nextInt(4), number, random.nextInt(3));
    return number;
  }

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
  void rowsAreMappedAndHaveTheirRelationsAsEver() {
    record Letter(String body, String sender) {}
    record Person(String name, List<Letter> letters) {}
    for (int i = 1; i <= 5; i++) {
      db.insertInto(PEOPLE, PEOPLE.ID, PEOPLE.NAME).values(i, "P" + i).execute();
      db.insertInto(LETTERS, LETTERS.ID, LETTERS.SENDER_ID, LETTERS.BODY)
          .values(i, i, "L" + i)
          .execute();
    }
    Prepared0<Person> query =
        prepare(() ->
                select(
                        PEOPLE.NAME,
                        many(
                            PEOPLE.lettersSenderIdFkey(),
                            select(LETTERS.BODY, LETTERS.lettersSenderIdFkey().NAME).from(LETTERS),
                            mapping(Letter::new)))
                    .from(PEOPLE)
                    .orderBy(PEOPLE.NAME.desc(), PEOPLE.ID.desc()))
            .as(mapping(Person::new));
    assertThat(forward(db, query.with(), 2))
        .isEqualTo(query.with().fetch(db))
        .hasSize(5)
        .first()
        .isEqualTo(new Person("P5", List.of(new Letter("L5", "P5"))));
    assertThat(query.with().page(db, 2, 2).map(Person::name))
        .isEqualTo(new Page<>(List.of("P3", "P2"), 2, 2, 5));

    Prepared0<RoomsRecord> records =
        prepare(() -> selectFrom(ROOMS).orderBy(ROOMS.HOUSE, ROOMS.NUMBER));
    assertThat(forward(db, records.with(), 3)).isEqualTo(records.with().fetch(db));
    assertThat(
            forward(
                db,
                prepare(() -> select(ROOMS.FLOOR).from(ROOMS).orderBy(ROOMS.HOUSE, ROOMS.NUMBER))
                    .with(),
                3))
        .hasSize(7)
        .allSatisfy(row -> assertThat(row.size()).isEqualTo(1));
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

  @Test
  void aCursorOfAnotherListIsABadRequest() {
    String cursor = ON_FLOOR.with(1).slice(db, KEY, Optional.empty(), 1).next().orElseThrow();
    assertBadCursor(MIXED.with(), KEY, cursor);
    assertBadCursor(ON_FLOOR.with(null), KEY, cursor);
    assertBadCursor(ON_FLOOR.with(1), SigningKey.random(), cursor);
    assertThat(ON_FLOOR.with(2).slice(db, KEY, Optional.of(cursor), 1)).isNotNull();
  }

  @Test
  void whatIsNoCursorIsABadRequest() {
    String cursor = MIXED.with().slice(db, KEY, Optional.empty(), 1).next().orElseThrow();
    assertThat(cursor).matches("[A-Za-z0-9_-]+");
    for (String text :
        List.of(
            "",
            " ",
            "null",
            "' or 1=1 --",
            "\u0000",
            cursor.substring(1),
            cursor.substring(0, cursor.length() - 1),
            cursor + "A",
            cursor.toLowerCase(java.util.Locale.ROOT),
            KEY.sign("cursor", new byte[] {1}),
            "A".repeat(100_000))) {
      assertBadCursor(MIXED.with(), KEY, text);
    }
  }

  private void assertBadCursor(BoundQuery<?> query, SigningKey key, String cursor) {
    assertThat(
            pool.statements(() ->
                assertThatThrownBy(() -> query.slice(db, key, Optional.of(cursor), 2))
                    .isInstanceOfSatisfying(
                        HttpError.class, e -> assertThat(e.status()).isEqualTo(400))
                    .hasMessage(
                        "The cursor is none that this list has given; leave it out to begin at the"
                            + " start")))
        .isEmpty();
  }

  @Test
  void aSizeOutOfBoundsIsABadRequest() {
    for (int size : List.of(-1, 0, 10_001, Integer.MAX_VALUE)) {
      assertThatThrownBy(() -> MIXED.with().slice(db, KEY, Optional.empty(), size))
          .isInstanceOf(HttpError.class)
          .hasMessage("A page cannot have " + size + " rows; ask for 1 to 10000");
    }
  }

  @Test
  void aPageOfAPreparedQueryKnowsItsTotal() {
    assertThat(ON_FLOOR.with(1).page(db, 1, 2))
        .isEqualTo(new Page<>(ON_FLOOR.with(1).fetch(db).subList(0, 2), 1, 2, 3));
    assertThat(ON_FLOOR.with(null).page(db, 9, 5)).isEqualTo(new Page<>(List.of(), 9, 5, 7));
    assertThat(pool.statements(() -> ON_FLOOR.with(1).page(db, 1, 2)))
        .containsExactly(
            "select rooms.number from rooms where (rooms.floor = ?) order by rooms.house desc,"
                + " rooms.number desc offset ? rows fetch next ? rows only",
            "select count(*) from rooms where (rooms.floor = ?)");
    assertThat(pool.statements(() -> ON_FLOOR.with(1).page(db, 2, 2))).hasSize(1);
    assertThatThrownBy(() -> ON_FLOOR.with(1).page(db, 0, 2)).isInstanceOf(HttpError.class);
  }

  @Test
  void groupsAreCountedAsRows() {
    assertThat(
            prepare(() ->
                    select(ROOMS.HOUSE, count())
                        .from(ROOMS)
                        .groupBy(ROOMS.HOUSE)
                        .orderBy(ROOMS.HOUSE))
                .with()
                .page(db, 1, 1)
                .total())
        .isEqualTo(4);
    assertThat(
            prepare(() -> selectDistinct(ROOMS.FLOOR).from(ROOMS).orderBy(ROOMS.FLOOR))
                .with()
                .page(db, 1, 1)
                .total())
        .isEqualTo(3);
  }

  @Test
  void slicesTakePartInTheOpenTransaction() {
    db.transaction(tx -> {
      tx.dsl().deleteFrom(ROOMS).execute();
      assertThat(MIXED.with().slice(tx.dsl(), KEY, Optional.empty(), 3).rows()).isEmpty();
    });
  }
}
