package dev.trestle.querytest;

import static dev.trestle.query.Conditions.given;
import static dev.trestle.query.Mapping.mapping;
import static dev.trestle.query.Mapping.value;
import static dev.trestle.query.Queries.prepare;
import static dev.trestle.query.Relations.one;
import static dev.trestle.querytest.CancelledWork.begin;
import static dev.trestle.querytest.Crowd.join;
import static dev.trestle.querytest.SharedPeople.BY_ID;
import static dev.trestle.querytest.db.Tables.EVERYTHING;
import static dev.trestle.querytest.db.Tables.PEOPLE;
import static dev.trestle.querytest.db.Tables.ROOMS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectFrom;
import static org.jooq.impl.DSL.val;

import dev.trestle.query.BoundQuery;
import dev.trestle.query.JsonRows;
import dev.trestle.query.Prepared1;
import dev.trestle.query.Prepared2;
import dev.trestle.querytest.SharedPeople.Person;
import dev.trestle.querytest.db.tables.records.EverythingRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.json.JsonMapper;

/** What calls of a shared lookup are given: what they are given alone. */
@Timeout(120)
class SharedRowsTest {
  @RegisterExtension
  @Order(1)
  static final WatchedPool pool = new WatchedPool();

  @RegisterExtension
  @Order(2)
  static final SharedPeople people = new SharedPeople(pool);

  private static final JsonRows JSON = JsonRows.of(JsonMapper.builder().build());

  private final DSLContext db = pool.db();

  @Test
  void rowsAreWrittenAsJsonToo() {
    List<FutureTask<byte[]>> calls = new ArrayList<>();

    try (Crowd crowd = new Crowd(db)) {
      for (int id : new int[] {1, 2, 1000, 3}) {
        calls.add(crowd.ask(() -> JSON.write(db, BY_ID.with(id))));
      }
    }

    assertThat(join(calls))
        .extracting(json -> new String(json, StandardCharsets.UTF_8))
        .containsExactly(
            "[{\"id\":1,\"name\":\"p1\"}]",
            "[{\"id\":2,\"name\":\"p2\"}]",
            "[]",
            "[{\"id\":3,\"name\":\"p3\"}]");
  }

  @Test
  void everyTypeIsReadAsAlone() {
    db.execute(EveryTypeTest.ROWS);
    List<Long> ids = db.select(EVERYTHING.ID).from(EVERYTHING).fetch(EVERYTHING.ID);
    Prepared1<Long, EverythingRecord> plain =
        prepare(EVERYTHING.ID, id -> selectFrom(EVERYTHING).where(EVERYTHING.ID.eq(id)));
    Prepared1<Long, EverythingRecord> shared = plain.shared();
    // More often than the driver's threshold, after which it receives binary instead of text.
    for (int i = 0; i < 8; i++) {
      List<FutureTask<EverythingRecord>> calls = new ArrayList<>();

      try (Crowd crowd = new Crowd(db, "everything")) {
        for (Long id : ids) {
          calls.add(crowd.ask(() -> shared.with(id).fetchSingle(db)));
        }
      }

      for (EverythingRecord row : join(calls)) {
        EverythingRecord expected = plain.with(row.getId()).fetchSingle(db);
        for (Field<?> field : EVERYTHING.fields()) {
          assertThat(EveryTypeTest.same(row.get(field)))
              .as("%s of row %d", field.getName(), row.getId())
              .isEqualTo(EveryTypeTest.same(expected.get(field)));
        }
      }
    }
  }

  @Test
  void eachCallHasTheRowsThatItHasAlone() {
    db.execute(
        "insert into everything (a_text, a_varchar, a_small, an_int, a_big, a_uuid)"
            + " select t, t, n, n, n, uuid from unnest(array['', 'a', 'A', '\"', '{}', 'null', null,"
            + " E'\\\\', 'ä,b'], array[0, 1, -1, 2, 2, 3, null, 32767, -32768],"
            + " array(select gen_random_uuid() from generate_series(1, 9))) as x (t, n, uuid),"
            + " generate_series(1, 2)");
    List<String> texts =
        db.selectDistinct(EVERYTHING.A_TEXT).from(EVERYTHING).fetchInto(String.class);
    texts.add("A name that is longer than the column of forty characters can hold");
    List<UUID> uuids = db.selectDistinct(EVERYTHING.A_UUID).from(EVERYTHING).fetchInto(UUID.class);
    uuids.add(UUID.randomUUID());
    uuids.add(null);
    List<Integer> numbers = new ArrayList<>(List.of(0, 1, -1, 2, 3, 32767, -32768, 99));
    numbers.add(null);
    List<Case<?>> cases =
        List.of(
            Case.of(String.class, EVERYTHING.A_TEXT, texts),
            Case.of(String.class, EVERYTHING.A_VARCHAR, texts),
            Case.of(UUID.class, EVERYTHING.A_UUID, uuids),
            Case.of(Integer.class, EVERYTHING.AN_INT, numbers),
            Case.of(Long.class, EVERYTHING.A_BIG, map(numbers, Integer::longValue)),
            Case.of(Short.class, EVERYTHING.A_SMALL, map(numbers, Integer::shortValue)));
    Random seeds = new Random(42);

    List<FutureTask<Boolean>> callers =
        IntStream.range(0, 16)
            .mapToObj(caller -> {
              Random random = new Random(seeds.nextLong());
              return begin(() -> {
                for (int i = 0; i < 150; i++) {
                  cases.get(random.nextInt(cases.size())).compare(db, random);
                }
                return true;
              });
            })
            .toList();

    assertThat(join(callers)).containsOnly(true);
  }

  /** Two ways to ask for the same. */
  private record Case<A>(
      List<A> arguments,
      Function<A, BoundQuery<Long>> plain,
      Function<A, BoundQuery<Long>> shared) {
    static <A> Case<A> of(Class<A> type, Field<A> column, List<A> arguments) {
      Prepared1<A, Long> plain =
          prepare(
                  type,
                  value ->
                      select(EVERYTHING.ID)
                          .from(EVERYTHING)
                          .where(column.eq(value).or(val(1).eq(2))))
              .as(value());
      return new Case<>(arguments, plain::with, plain.shared()::with);
    }

    void compare(DSLContext db, Random random) {
      A argument = arguments.get(random.nextInt(arguments.size()));
      assertThat(shared.apply(argument).fetch(db))
          .as("rows of %s", argument)
          .containsExactlyInAnyOrderElementsOf(plain.apply(argument).fetch(db));
      assertThat(JSON.write(db, shared.apply(argument)))
          .as("JSON of %s", argument)
          .hasSameSizeAs(JSON.write(db, plain.apply(argument)));
    }
  }

  @Test
  void severalArgumentsAreOneKey() {
    db.execute("insert into rooms values (1, 'a', 5), (1, 'b', 6), (2, 'a', 7)");
    Prepared2<Integer, String, Integer> floor =
        prepare(
                ROOMS.HOUSE,
                ROOMS.NUMBER,
                (house, number) ->
                    select(ROOMS.FLOOR)
                        .from(ROOMS)
                        .where(ROOMS.HOUSE.eq(house), given(number, ROOMS.NUMBER.eq(number))))
            .as(value())
            .shared();
    BiFunction<Integer, String, Callable<List<Integer>>> ask =
        (house, number) -> () -> floor.with(house, number).fetch(db).stream().sorted().toList();
    List<FutureTask<List<Integer>>> calls = new ArrayList<>();

    try (Crowd crowd = new Crowd(db, "rooms")) {
      calls.add(crowd.ask(ask.apply(1, "a")));
      calls.add(crowd.ask(ask.apply(1, "b")));
      calls.add(crowd.ask(ask.apply(2, "a")));
      calls.add(crowd.ask(ask.apply(2, "b")));
      // Without a condition it is another statement, whose calls meet elsewhere.
      calls.add(begin(ask.apply(1, null)));
      crowd.waitForConnections(pool, 3);
    }

    assertThat(join(calls))
        .containsExactly(List.of(5), List.of(6), List.of(7), List.of(), List.of(5, 6));
  }

  @Test
  void aRowMayBecomeOneObject() {
    Prepared1<Integer, Person> lookup =
        prepare(
                PEOPLE.ID,
                id ->
                    select(one(row(PEOPLE.ID, PEOPLE.NAME), mapping(Person::new)))
                        .from(PEOPLE)
                        .where(PEOPLE.ID.eq(id)))
            .as(value())
            .shared();
    List<FutureTask<Optional<Person>>> calls = new ArrayList<>();

    try (Crowd crowd = new Crowd(db)) {
      for (int id = 1; id <= 3; id++) {
        int each = id;
        calls.add(crowd.ask(() -> lookup.with(each).fetchOptional(db)));
      }
    }

    assertThat(join(calls)).containsExactly(person(1), person(2), person(3));
  }

  private static Optional<Person> person(int id) {
    return Optional.of(new Person(id, "p" + id));
  }

  private static <A, B> List<B> map(List<A> values, Function<A, B> each) {
    List<B> mapped = new ArrayList<>();
    values.forEach(value -> mapped.add(value == null ? null : each.apply(value)));
    return mapped;
  }
}
