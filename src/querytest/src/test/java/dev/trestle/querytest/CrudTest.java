package dev.trestle.querytest;

import static dev.trestle.query.Crud.count;
import static dev.trestle.query.Crud.create;
import static dev.trestle.query.Crud.createMany;
import static dev.trestle.query.Crud.delete;
import static dev.trestle.query.Crud.exists;
import static dev.trestle.query.Crud.findFirst;
import static dev.trestle.query.Crud.findMany;
import static dev.trestle.query.Crud.findOne;
import static dev.trestle.query.Crud.findPage;
import static dev.trestle.query.Crud.update;
import static dev.trestle.query.Crud.upsert;
import static dev.trestle.querytest.db.Tables.PEOPLE;
import static dev.trestle.querytest.db.Tables.ROOMS;
import static dev.trestle.querytest.db.Tables.TAGS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;
import static org.jooq.impl.DSL.and;
import static org.jooq.impl.DSL.condition;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.or;
import static org.jooq.impl.DSL.trueCondition;

import dev.trestle.HttpError;
import dev.trestle.query.Page;
import dev.trestle.querytest.db.tables.records.EverythingRecord;
import dev.trestle.querytest.db.tables.records.PeopleRecord;
import dev.trestle.querytest.db.tables.records.RoomsRecord;
import dev.trestle.querytest.db.tables.records.TagsRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.jooq.exception.IntegrityConstraintViolationException;
import org.jooq.exception.TooManyRowsException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CrudTest {
  @RegisterExtension static final WatchedPool pool = new WatchedPool();

  private static final String COLUMNS = "people.id, people.name, people.boss_id";

  private DSLContext db;

  @BeforeEach
  void fill() {
    db = pool.db();
    db.insertInto(PEOPLE, PEOPLE.ID, PEOPLE.NAME, PEOPLE.BOSS_ID)
        .values(1, "Ada", null)
        .values(2, "Bob", 1)
        .values(3, "Ann", 1)
        .execute();
  }

  @AfterEach
  void clear() {
    db.truncate(PEOPLE).cascade().execute();
    db.execute("truncate rooms, tags, everything cascade");
  }

  private static PeopleRecord person(int id, String name) {
    return new PeopleRecord().setId(id).setName(name);
  }

  @Test
  void whatIsWrittenIsGivenBackAndFound() {
    PeopleRecord eve = create(db, new PeopleRecord().setId(4).setName("Eve"));
    Optional<PeopleRecord> found = findOne(db, PEOPLE, PEOPLE.NAME.eq("Eve"));
    List<PeopleRecord> renamed = update(db, new PeopleRecord().setName("E."), PEOPLE.ID.eq(4));
    assertThat(found).contains(eve);
    assertThat(renamed).containsExactly(person(4, "E.").setBossId(null));
  }

  @Test
  void oneRowIsFoundOrNone() {
    assertThat(findOne(db, PEOPLE, PEOPLE.ID.eq(2))).map(PeopleRecord::getName).contains("Bob");
    assertThat(findOne(db, PEOPLE, PEOPLE.ID.eq(9))).isEmpty();
    assertThat(pool.statements(() -> findOne(db, PEOPLE, PEOPLE.ID.eq(2))))
        .containsExactly(
            "select " + COLUMNS + " from people where people.id = ? fetch next ? rows only");
  }

  @Test
  void severalRowsAreNotOne() {
    assertThatThrownBy(() -> findOne(db, PEOPLE, PEOPLE.BOSS_ID.eq(1)))
        .isInstanceOf(TooManyRowsException.class);
  }

  @Test
  void theFirstOfSeveralIsFound() {
    assertThat(findFirst(db, PEOPLE, PEOPLE.BOSS_ID.eq(1), PEOPLE.NAME))
        .map(PeopleRecord::getName)
        .contains("Ann");
    assertThat(findFirst(db, PEOPLE, PEOPLE.BOSS_ID.eq(1), PEOPLE.BOSS_ID, PEOPLE.NAME.desc()))
        .map(PeopleRecord::getName)
        .contains("Bob");
    assertThat(findFirst(db, PEOPLE, PEOPLE.BOSS_ID.eq(7), PEOPLE.NAME)).isEmpty();
    assertThat(
            pool.statements(() -> findFirst(db, PEOPLE, PEOPLE.BOSS_ID.eq(1), PEOPLE.NAME.desc())))
        .containsExactly(
            "select "
                + COLUMNS
                + " from people where people.boss_id = ? order by people.name desc"
                + " fetch next ? rows only");
  }

  @Test
  void manyAreFoundInOrder() {
    assertThat(findMany(db, PEOPLE, PEOPLE.BOSS_ID.eq(1), PEOPLE.NAME))
        .extracting(PeopleRecord::getName)
        .containsExactly("Ann", "Bob");
    assertThat(findMany(db, PEOPLE, noCondition())).hasSize(3);
    assertThat(pool.statements(() -> findMany(db, PEOPLE, noCondition())))
        .containsExactly("select " + COLUMNS + " from people");
  }

  @Test
  void rowsAreCountedAndLookedFor() {
    assertThat(count(db, PEOPLE, PEOPLE.BOSS_ID.eq(1))).isEqualTo(2);
    assertThat(count(db, PEOPLE, noCondition())).isEqualTo(3);
    assertThat(exists(db, PEOPLE, PEOPLE.NAME.eq("Ada"))).isTrue();
    assertThat(exists(db, PEOPLE, PEOPLE.NAME.eq("Eve"))).isFalse();
  }

  @Test
  void aPageKnowsHowLongTheListIs() {
    Page<PeopleRecord> first = findPage(db, PEOPLE, noCondition(), 1, 2, PEOPLE.NAME, PEOPLE.ID);
    assertThat(first.map(PeopleRecord::getName))
        .isEqualTo(new Page<>(List.of("Ada", "Ann"), 1, 2, 3));
    assertThat(first.pages()).isEqualTo(2);
    assertThat(findPage(db, PEOPLE, noCondition(), 2, 2, PEOPLE.NAME).map(PeopleRecord::getName))
        .isEqualTo(new Page<>(List.of("Bob"), 2, 2, 3));
  }

  @Test
  void aPagePastTheEndIsEmptyAndKnowsTheTotal() {
    assertThat(findPage(db, PEOPLE, noCondition(), Integer.MAX_VALUE, 10_000, PEOPLE.ID))
        .isEqualTo(new Page<>(List.of(), Integer.MAX_VALUE, 10_000, 3));
    Page<PeopleRecord> none = findPage(db, PEOPLE, PEOPLE.ID.eq(9), 1, 2, PEOPLE.ID);
    assertThat(none).isEqualTo(new Page<>(List.of(), 1, 2, 0));
    assertThat(none.pages()).isZero();
  }

  @Test
  void theLastPageIsCountedWithoutAStatement() {
    assertThat(pool.statements(() -> findPage(db, PEOPLE, noCondition(), 2, 2, PEOPLE.ID)))
        .containsExactly(
            "select "
                + COLUMNS
                + " from people order by people.id offset ? rows fetch next ? rows only");
    assertThat(pool.statements(() -> findPage(db, PEOPLE, PEOPLE.ID.gt(0), 1, 2, PEOPLE.ID)))
        .hasSize(2)
        .last()
        .isEqualTo("select count(*) from people where people.id > ?");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 10, Page 0 does not exist; pages count from 1",
    "-1, 10, Page -1 does not exist; pages count from 1",
    "1, 0, A page cannot have 0 rows; ask for 1 to 10000",
    "1, 10001, A page cannot have 10001 rows; ask for 1 to 10000"
  })
  void aPageOutOfBoundsIsABadRequest(int number, int size, String message) {
    assertThatThrownBy(() -> findPage(db, PEOPLE, noCondition(), number, size, PEOPLE.ID))
        .isInstanceOfSatisfying(HttpError.class, e -> assertThat(e.status()).isEqualTo(400))
        .hasMessage(message);
  }

  @Test
  void whatIsCreatedComesBackWithItsDefaults() {
    RoomsRecord room = create(db, new RoomsRecord().setHouse(1).setNumber("a"));
    assertThat(room.getFloor()).isZero();
    assertThat(pool.statements(() -> create(db, new RoomsRecord().setHouse(1).setNumber("b"))))
        .containsExactly(
            "insert into rooms (house, number) values (?, ?)"
                + " returning rooms.house, rooms.number, rooms.floor");
    assertThat(create(db, new EverythingRecord()).getId()).isPositive();
    assertThatThrownBy(() -> create(db, new RoomsRecord().setHouse(1).setNumber("b")))
        .isInstanceOf(IntegrityConstraintViolationException.class);
  }

  @Test
  void manyAreCreatedInOneStatementAndInOrder() {
    List<RoomsRecord> rooms =
        List.of(
            new RoomsRecord().setHouse(3).setNumber("c"),
            new RoomsRecord().setHouse(1).setNumber("a").setFloor(7),
            new RoomsRecord().setHouse(2).setNumber("b"));
    List<RoomsRecord> created = new ArrayList<>();
    assertThat(pool.statements(() -> created.addAll(createMany(db, rooms))))
        .containsExactly(
            "insert into rooms (house, number, floor) values (?, ?, default), (?, ?, ?),"
                + " (?, ?, default) returning rooms.house, rooms.number, rooms.floor");
    assertThat(created)
        .extracting(RoomsRecord::getHouse, RoomsRecord::getFloor)
        .containsExactly(tuple(3, 0), tuple(1, 7), tuple(2, 0));
  }

  @Test
  void nothingIsCreatedWithoutAStatement() {
    assertThat(pool.statements(() -> createMany(db, List.<TagsRecord>of()))).isEmpty();
  }

  @Test
  void rowsOfDefaultsOnlyAreCreated() {
    assertThat(createMany(db, List.of(new EverythingRecord(), new EverythingRecord())))
        .hasSize(2)
        .allSatisfy(row -> assertThat(row.getId()).isPositive());
  }

  @Test
  void moreThanAStatementTakesIsCreatedInOneTransaction() {
    List<TagsRecord> tags =
        IntStream.rangeClosed(1, 17_000)
            .mapToObj(i -> new TagsRecord().setId(i).setName("tag " + i))
            .toList();
    List<TagsRecord> created = new ArrayList<>();
    assertThat(pool.statements(() -> created.addAll(createMany(db, tags))))
        .hasSize(2)
        .allSatisfy(sql -> assertThat(sql).startsWith("insert into tags (id, name) values (?, ?)"));
    assertThat(created).extracting(TagsRecord::getId).isEqualTo(ids(tags));

    List<TagsRecord> more =
        Stream.concat(
                tags.stream()
                    .map(tag -> tag.setId(tag.getId() + 17_000).setName("+" + tag.getName())),
                Stream.of(new TagsRecord().setId(1).setName("again")))
            .toList();
    assertThatThrownBy(() -> createMany(db, more))
        .isInstanceOf(IntegrityConstraintViolationException.class);
    assertThat(db.fetchCount(TAGS)).isEqualTo(17_000);
  }

  private static List<Integer> ids(List<TagsRecord> tags) {
    return tags.stream().map(TagsRecord::getId).toList();
  }

  @Test
  void whatIsThereIsOverwrittenWithWhatWasSet() {
    create(db, new RoomsRecord().setHouse(1).setNumber("a").setFloor(3));
    RoomsRecord changed =
        upsert(
            db,
            new RoomsRecord().setHouse(1).setNumber("a").setFloor(4),
            ROOMS.HOUSE,
            ROOMS.NUMBER);
    assertThat(changed.getFloor()).isEqualTo(4);
    assertThat(upsert(db, person(1, "Ada L."), PEOPLE.ID).getName()).isEqualTo("Ada L.");
    assertThat(upsert(db, person(4, "Eve"), PEOPLE.ID).getName()).isEqualTo("Eve");
    db.update(PEOPLE).set(PEOPLE.BOSS_ID, 4).where(PEOPLE.ID.eq(1)).execute();
    assertThat(upsert(db, person(1, "Ada"), PEOPLE.ID).getBossId()).isEqualTo(4);
    assertThat(pool.statements(() -> upsert(db, person(1, "Ada"), PEOPLE.ID)))
        .containsExactly(
            "insert into people (id, name) values (?, ?) on conflict (id)"
                + " do update set name = excluded.name returning "
                + COLUMNS);
  }

  @Test
  void aRowOfNothingButItsKeyIsGivenBackAsItIs() {
    create(db, new RoomsRecord().setHouse(1).setNumber("a").setFloor(3));
    assertThat(
            upsert(db, new RoomsRecord().setHouse(1).setNumber("a"), ROOMS.HOUSE, ROOMS.NUMBER)
                .getFloor())
        .isEqualTo(3);
  }

  @Test
  void aRowKeepsItsPrimaryKeyWhenAnotherKeyIsFound() {
    create(db, new TagsRecord().setId(1).setName("a"));
    assertThat(upsert(db, new TagsRecord().setId(2).setName("a"), TAGS.NAME).getId()).isEqualTo(1);
  }

  @Test
  void anUpsertWithoutItsKeyIsRefused() {
    assertThatThrownBy(() -> upsert(db, person(1, "Ada")))
        .hasMessageContaining("needs the key that rows conflict on");
    assertThatThrownBy(() -> upsert(db, new PeopleRecord().setName("Ada"), PEOPLE.ID))
        .hasMessage("upsert(…) on id takes a row in which it was set");
    assertThatThrownBy(() -> upsert(db, person(1, "Ada"), PEOPLE.NAME))
        .satisfies(e -> assertThat(((DataAccessException) e).sqlState()).isEqualTo("42P10"));
  }

  @Test
  void anUpdateChangesWhatWasSetAndGivesTheRows() {
    List<PeopleRecord> changed = update(db, new PeopleRecord().setName("X"), PEOPLE.BOSS_ID.eq(1));
    assertThat(changed).extracting(PeopleRecord::getId).containsExactlyInAnyOrder(2, 3);
    assertThat(changed).allSatisfy(row -> assertThat(row.getBossId()).isEqualTo(1));
    assertThat(update(db, new PeopleRecord().setName("X"), PEOPLE.ID.eq(9))).isEmpty();
    assertThat(
            update(db, new PeopleRecord().setBossId(null), PEOPLE.ID.eq(2)).getFirst().getBossId())
        .isNull();
    assertThat(pool.statements(() -> update(db, new PeopleRecord().setName("X"), PEOPLE.ID.eq(1))))
        .containsExactly("update people set name = ? where people.id = ? returning " + COLUMNS);
  }

  @Test
  void aRowThatWasReadIsUpdatedWithItsChangesOnly() {
    PeopleRecord bob = findOne(db, PEOPLE, PEOPLE.ID.eq(2)).orElseThrow();
    assertThat(pool.statements(() -> update(db, bob.setName("Rob"), PEOPLE.ID.eq(2))))
        .singleElement()
        .asString()
        .startsWith("update people set name = ? where");
  }

  @Test
  void anUpdateOfNothingIsRefused() {
    assertThatThrownBy(() -> update(db, new PeopleRecord(), PEOPLE.ID.eq(1)))
        .hasMessageStartingWith("update(…) of people sets nothing");
  }

  @Test
  void whatIsDeletedIsGivenBack() {
    assertThat(delete(db, PEOPLE, PEOPLE.BOSS_ID.eq(1)))
        .extracting(PeopleRecord::getName)
        .containsExactlyInAnyOrder("Bob", "Ann");
    assertThat(delete(db, PEOPLE, PEOPLE.BOSS_ID.eq(1))).isEmpty();
    assertThat(db.fetchCount(PEOPLE)).isEqualTo(1);
    assertThat(pool.statements(() -> delete(db, PEOPLE, PEOPLE.ID.eq(1))))
        .containsExactly("delete from people where people.id = ? returning " + COLUMNS);
  }

  static List<Condition> alwaysTrue() {
    return List.of(
        noCondition(),
        trueCondition(),
        and(),
        and(List.of()),
        noCondition().and(noCondition()),
        or(noCondition(), noCondition()),
        PEOPLE.ID.notIn(List.of()),
        condition("{0}", noCondition()));
  }

  @ParameterizedTest
  @MethodSource("alwaysTrue")
  void aForgottenConditionHitsNoRow(Condition condition) {
    for (Runnable statement :
        List.<Runnable>of(
            () -> delete(db, PEOPLE, condition),
            () -> update(db, new PeopleRecord().setName("X"), condition),
            () -> findOne(db, PEOPLE, condition),
            () -> findFirst(db, PEOPLE, condition, PEOPLE.ID),
            () -> exists(db, PEOPLE, condition))) {
      assertThatThrownBy(statement::run)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("The condition on people is always true");
    }
    assertThat(db.fetchCount(PEOPLE, PEOPLE.NAME.ne("X"))).isEqualTo(3);
  }

  @Test
  void aConditionThatNoRowMeetsIsNone() {
    assertThat(delete(db, PEOPLE, or())).isEmpty();
    assertThat(db.fetchCount(PEOPLE)).isEqualTo(3);
  }

  @Test
  void everythingTakesPartInTheOpenTransaction() {
    assertThatThrownBy(() ->
            db.transaction(tx -> {
              create(tx.dsl(), person(7, "Zoe"));
              createMany(tx.dsl(), manyTags());
              assertThat(exists(tx.dsl(), PEOPLE, PEOPLE.ID.eq(7))).isTrue();
              throw new IllegalStateException("undo");
            }))
        .hasMessage("undo");
    assertThat(exists(db, PEOPLE, PEOPLE.ID.eq(7))).isFalse();
    assertThat(count(db, TAGS, noCondition())).isZero();
  }

  private static List<TagsRecord> manyTags() {
    return IntStream.rangeClosed(1, 17_000)
        .mapToObj(i -> new TagsRecord().setId(i).setName("tag " + i))
        .toList();
  }
}
