package dev.trestle.querytest;

import static dev.trestle.query.Mapping.mapping;
import static dev.trestle.query.Queries.prepare;
import static dev.trestle.query.Sql.named;
import static dev.trestle.query.Sql.sql;
import static dev.trestle.querytest.db.Tables.EVERYTHING;
import static dev.trestle.querytest.db.Tables.PEOPLE;
import static dev.trestle.querytest.db.Tables.TAGS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jooq.impl.DSL.condition;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectFrom;
import static org.jooq.impl.DSL.val;

import dev.trestle.query.Copy;
import dev.trestle.query.CopyIn;
import dev.trestle.querytest.db.tables.records.EverythingRecord;
import dev.trestle.querytest.db.tables.records.PeopleRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Result;
import org.jooq.Select;
import org.jooq.TableField;
import org.jooq.exception.DataAccessException;
import org.jooq.exception.DataException;
import org.jooq.exception.IntegrityConstraintViolationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CopyTest {
  @RegisterExtension static final WatchedPool pool = new WatchedPool();

  record Person(int id, String name, Integer bossId) {}

  private static final CopyIn<PeopleRecord, Person> PEOPLE_IN =
      Copy.into(PEOPLE, Person.class)
          .set(PEOPLE.ID, Person::id)
          .set(PEOPLE.NAME, Person::name)
          .set(PEOPLE.BOSS_ID, Person::bossId);

  private DSLContext db;

  @BeforeEach
  void connect() {
    db = pool.db();
  }

  @AfterEach
  void clear() {
    db.execute("truncate people, tags, everything cascade");
  }

  private List<Person> people() {
    return db.selectFrom(PEOPLE)
        .orderBy(PEOPLE.ID)
        .fetch(row -> new Person(row.getId(), row.getName(), row.getBossId()));
  }

  @Test
  void rowsAreCopiedInAndCounted() {
    List<Person> rows = List.of(new Person(1, "Ada", null), new Person(2, "Bob", 1));
    assertThat(PEOPLE_IN.from(db, rows)).isEqualTo(2);
    assertThat(people()).isEqualTo(rows);
    assertThat(PEOPLE_IN.from(db, List.of())).isZero();
  }

  @Test
  void whatIsSpecialToCopyIsText() {
    List<Person> rows =
        Stream.of(
                "",
                "\\N",
                "\\.",
                "\\",
                "\\\\N",
                "a\tb\nc\r\nd",
                "\\t\\n",
                "'\"{},",
                "é 😀",
                "\b\f\u000b\u0001",
                "NULL",
                " x ")
            .map(text -> new Person(text.hashCode() & 0xffff, text, null))
            .sorted(java.util.Comparator.comparing(Person::id))
            .toList();
    PEOPLE_IN.from(db, rows);
    assertThat(people()).isEqualTo(rows);
  }

  @Test
  void moreThanOnePartIsSentInOrder() {
    List<Person> rows =
        IntStream.range(0, 20_000)
            .mapToObj(i -> new Person(i, "person " + i, i == 0 ? null : i / 2))
            .toList();
    Stream<Person> stream = rows.stream();
    assertThat(PEOPLE_IN.from(db, stream::iterator)).isEqualTo(20_000);
    assertThat(people()).isEqualTo(rows);
  }

  @Test
  @SuppressWarnings("unchecked") // A table's field belongs to its record.
  void everyTypeArrivesAsItWasRead() {
    db.execute(EveryTypeTest.ROWS);
    Result<EverythingRecord> rows = db.selectFrom(EVERYTHING).orderBy(EVERYTHING.ID).fetch();
    CopyIn<EverythingRecord, EverythingRecord> copy = Copy.into(EVERYTHING, EverythingRecord.class);
    for (Field<?> field : EVERYTHING.fields()) {
      if (!field.equals(EVERYTHING.ID)) {
        copy = with(copy, (TableField<EverythingRecord, ?>) EVERYTHING.field(field.getName()));
      }
    }
    assertThat(copy.from(db, rows)).isEqualTo(rows.size()).isEqualTo(4);
    Result<EverythingRecord> copied =
        db.selectFrom(EVERYTHING)
            .where(EVERYTHING.ID.gt(rows.getLast().getId()))
            .orderBy(EVERYTHING.ID)
            .fetch();
    for (int i = 0; i < rows.size(); i++) {
      copied.get(i).setId(rows.get(i).getId());
    }
    assertThat(copied).isEqualTo(rows);
  }

  @Test
  void datesOfAllAgesArriveAsTheyAre() {
    record Time(LocalDate date, LocalDateTime local, OffsetDateTime instant) {}
    List<Time> times =
        Stream.of("-4712-11-24", "0000-12-31", "0001-01-01", "1883-11-18", "+10000-01-01")
            .map(LocalDate::parse)
            .map(date ->
                new Time(
                    date,
                    date.atTime(LocalTime.of(0, 0, 0, 1_000)),
                    date.atStartOfDay().atOffset(ZoneOffset.UTC)))
            .collect(Collectors.toCollection(ArrayList::new));
    times.add(new Time(LocalDate.MAX, LocalDateTime.MAX, OffsetDateTime.MAX));
    times.add(new Time(LocalDate.MIN, LocalDateTime.MIN, OffsetDateTime.MIN));
    Copy.into(EVERYTHING, Time.class)
        .set(EVERYTHING.A_DATE, Time::date)
        .set(EVERYTHING.A_TIMESTAMP, Time::local)
        .set(EVERYTHING.AN_INSTANT, Time::instant)
        .from(db, times);
    assertThat(
            prepare(() ->
                    select(EVERYTHING.A_DATE, EVERYTHING.A_TIMESTAMP, EVERYTHING.AN_INSTANT)
                        .from(EVERYTHING)
                        .orderBy(EVERYTHING.ID))
                .as(mapping(Time::new))
                .with()
                .fetch(db))
        .isEqualTo(times);
  }

  private static <V> CopyIn<EverythingRecord, EverythingRecord> with(
      CopyIn<EverythingRecord, EverythingRecord> copy, TableField<EverythingRecord, V> field) {
    return copy.set(field, row -> row.get(field));
  }

  @Test
  void refusedRowsLeaveNothingAndTheConnectionUsable() {
    assertThatThrownBy(() ->
            PEOPLE_IN.from(db, List.of(new Person(1, "Ada", null), new Person(1, "again", null))))
        .isInstanceOf(IntegrityConstraintViolationException.class)
        .hasMessageStartingWith("SQL [copy people (id, name, boss_id) from stdin]; ");
    assertThatThrownBy(() -> PEOPLE_IN.from(db, List.of(new Person(1, null, null))))
        .satisfies(e -> assertThat(((DataAccessException) e).sqlState()).isEqualTo("23502"));
    assertThatThrownBy(() -> PEOPLE_IN.from(db, List.of(new Person(1, "\0", null))))
        .isInstanceOf(DataException.class);
    assertThatThrownBy(() -> PEOPLE_IN.from(db, List.of(new Person(1, "\ud83d", null))))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("half of a character");
    assertThat(people()).isEmpty();
    assertThat(PEOPLE_IN.from(db, List.of(new Person(1, "Ada", null)))).isEqualTo(1);
  }

  @Test
  void anExceptionAmongTheRowsAbortsTheCopy() {
    IllegalStateException failure = new IllegalStateException("no more");
    Iterator<Person> rows =
        IntStream.range(0, 10_000)
            .mapToObj(i -> {
              if (i == 9_999) {
                throw failure;
              }
              return new Person(i, "person " + i, null);
            })
            .iterator();
    assertThatThrownBy(() -> PEOPLE_IN.from(db, () -> rows)).isSameAs(failure);
    assertThat(failure.getSuppressed()).isEmpty();
    assertThatThrownBy(
            () -> PEOPLE_IN.from(db, java.util.Arrays.asList(new Person(1, "Ada", null), null)))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("Row 2 is null");
    assertThat(people()).isEmpty();
  }

  @Test
  void aCopyTakesPartInTheOpenTransaction() throws IOException {
    assertThatThrownBy(() ->
            db.transaction(tx -> {
              PEOPLE_IN.from(tx.dsl(), List.of(new Person(1, "Ada", null)));
              assertThat(csv(tx.dsl(), select(PEOPLE.NAME).from(PEOPLE))).isEqualTo("name\nAda\n");
              throw new IllegalStateException("undo");
            }))
        .hasMessage("undo");
    assertThat(people()).isEmpty();
    db.transaction(tx -> {
      PEOPLE_IN.from(tx.dsl(), List.of(new Person(1, "Ada", null)));
      assertThatThrownBy(() ->
              tx.dsl()
                  .transaction(
                      inner -> PEOPLE_IN.from(inner.dsl(), List.of(new Person(1, "x", null)))))
          .isInstanceOf(IntegrityConstraintViolationException.class);
    });
    assertThat(people()).hasSize(1);
  }

  @Test
  void columnsAreNamedOnceAndAtLeastOne() {
    assertThatThrownBy(() -> PEOPLE_IN.set(PEOPLE.ID, Person::id))
        .hasMessage("The column id is set twice");
    assertThatThrownBy(() -> Copy.into(PEOPLE, Person.class).from(db, List.of()))
        .hasMessageStartingWith("A copy into people has no columns; name some with .set(");
  }

  private static String csv(DSLContext db, Select<?> query) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Copy.out(db, query, out);
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aQueryIsCopiedOutWithItsValues() throws IOException {
    PEOPLE_IN.from(
        db,
        List.of(
            new Person(1, "Ada \"A\", é", null), new Person(2, "O'Neil", 1), new Person(3, "", 1)));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    long rows = Copy.out(db, selectFrom(PEOPLE).where(PEOPLE.ID.lt(9)).orderBy(PEOPLE.ID), out);
    assertThat(rows).isEqualTo(3);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo("id,name,boss_id\n1,\"Ada \"\"A\"\", é\",\n2,O'Neil,1\n3,\"\",1\n");
    assertThat(csv(db, selectFrom(PEOPLE).where(PEOPLE.NAME.eq("O'Neil"))))
        .isEqualTo("id,name,boss_id\n2,O'Neil,1\n");
    assertThat(csv(db, selectFrom(PEOPLE).where(PEOPLE.ID.gt(9)))).isEqualTo("id,name,boss_id\n");
  }

  @Test
  void valuesStayValuesWithoutParameters() throws IOException {
    for (String hostile :
        List.of(
            "'", "\\'", "') to program 'id", "x'; drop table people; --", "$1", "?", "??", "{0}")) {
      String quoted = hostile.contains("\"") ? "\"" + hostile + "\"" : hostile;
      assertThat(csv(db, select(val(hostile).as("text")))).isEqualTo("text\n" + quoted + "\n");
    }
    assertThat(
            csv(
                db,
                select(
                    field(condition(sql("'{\"a\": 1}'::jsonb ? :key", named("key", "a"))))
                        .as("there"))))
        .isEqualTo("there\nt\n");
  }

  @Test
  void aRefusedQueryIsTold() {
    assertThatThrownBy(() -> csv(db, select(field("nowhere")).from(PEOPLE)))
        .isInstanceOfSatisfying(
            DataAccessException.class, e -> assertThat(e.sqlState()).isEqualTo("42703"))
        .hasMessageStartingWith("SQL [copy (select nowhere from people) to stdout");
    assertThat(db.fetchCount(TAGS)).isZero();
  }

  @Test
  void aQueryThatFailsHalfWayIsTold() {
    assertThatThrownBy(() -> csv(db, select(field("1 / (5000 - generate_series(1, 9000))"))))
        .isInstanceOfSatisfying(
            DataException.class, e -> assertThat(e.sqlState()).isEqualTo("22012"));
    assertThat(db.fetchCount(TAGS)).isZero();
  }

  /** From one that has been sent whole before it fails to one that never would be. */
  @ParameterizedTest
  @ValueSource(ints = {1, 10, 1_000, 100_000, 2_000_000_000})
  void aStreamThatFailsEndsTheQueryAndLeavesTheConnectionUsable(int rows) {
    IOException full = new IOException("disk full");
    OutputStream failing =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw full;
          }
        };
    Select<?> query = select(field("generate_series(1, " + rows + ")"));
    for (int i = 0; i < 5; i++) {
      db.transaction(tx -> {
        assertThatThrownBy(
                () -> tx.dsl().transaction(inner -> Copy.out(inner.dsl(), query, failing)))
            .hasRootCause(full);
        assertThat(tx.dsl().fetchCount(TAGS)).isZero();
      });
      assertThatThrownBy(() -> Copy.out(db, query, failing)).isSameAs(full);
      assertThat(full.getSuppressed()).isEmpty();
      assertThat(db.fetchCount(TAGS)).isZero();
    }
  }
}
