package dev.trestle.querytest;

import static dev.trestle.query.Mapping.mapping;
import static dev.trestle.query.Queries.prepare;
import static dev.trestle.query.Relations.many;
import static dev.trestle.querytest.SevenRooms.KEY;
import static dev.trestle.querytest.SevenRooms.MIXED;
import static dev.trestle.querytest.SevenRooms.ON_FLOOR;
import static dev.trestle.querytest.SevenRooms.forward;
import static dev.trestle.querytest.db.Tables.LETTERS;
import static dev.trestle.querytest.db.Tables.PEOPLE;
import static dev.trestle.querytest.db.Tables.ROOMS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectFrom;

import dev.trestle.query.BoundQuery;
import dev.trestle.query.Page;
import dev.trestle.query.Prepared0;
import dev.trestle.query.Slice;
import dev.trestle.querytest.db.tables.records.RoomsRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists that are read slice by slice, forwards and backwards, while rows come and go. */
class SlicesTest {
  @RegisterExtension static final WatchedPool pool = new WatchedPool();

  @RegisterExtension final SevenRooms rooms = new SevenRooms(pool);

  private final DSLContext db = pool.db();

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
    rooms.add(9, "z", 2);
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
    rooms.add(random.nextInt(4), number, random.nextInt(3));
    return number;
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
  void slicesTakePartInTheOpenTransaction() {
    db.transaction(tx -> {
      tx.dsl().deleteFrom(ROOMS).execute();
      assertThat(MIXED.with().slice(tx.dsl(), KEY, Optional.empty(), 3).rows()).isEmpty();
    });
  }
}
