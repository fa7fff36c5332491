package dev.trestle.querytest;

import static dev.trestle.query.Mapping.mapping;
import static dev.trestle.query.Mapping.value;
import static dev.trestle.query.Queries.prepare;
import static dev.trestle.query.Relations.count;
import static dev.trestle.query.Relations.many;
import static dev.trestle.query.Relations.one;
import static dev.trestle.querytest.db.Tables.EVERYTHING;
import static dev.trestle.querytest.db.Tables.LETTERS;
import static dev.trestle.querytest.db.Tables.LETTER_TAGS;
import static dev.trestle.querytest.db.Tables.PEOPLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectFrom;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.trestle.internal.json.Json;
import dev.trestle.query.BoundQuery;
import dev.trestle.query.JsonRows;
import dev.trestle.query.Prepared0;
import dev.trestle.querytest.db.enums.Mood;
import dev.trestle.testing.TestDatabase;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.JSON;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.annotation.JsonSerialize;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.ser.std.StdSerializer;

/** Rows as JSON are, byte for byte, what the mapper writes of the records that they become. */
class JsonRowsTest {
  @RegisterExtension
  static final TestDatabase database = TestDatabase.migrated("classpath:db/migration");

  /** More runs than the driver's threshold, after which it receives binary instead of text. */
  private static final int RUNS = 8;

  private static final JsonMapper MAPPER = Json.defaults().build();

  private Connection connection;
  private DSLContext db;

  @BeforeEach
  void connect() throws SQLException {
    connection =
        DriverManager.getConnection(
            database.url().jdbcUrl(), database.url().user(), database.url().password());
    connection.setAutoCommit(false);
    db = DSL.using(connection, SQLDialect.POSTGRES);
  }

  @AfterEach
  void forget() throws SQLException {
    connection.rollback();
    connection.close();
  }

  private void sameAsThroughRecords(BoundQuery<?> query) {
    sameAsThroughRecords(query, MAPPER);
  }

  private void directlyTheSame(BoundQuery<?> query) {
    assertThat(JsonRows.of(MAPPER).isDirect(db, query)).isTrue();
    sameAsThroughRecords(query, MAPPER);
  }

  private void sameAsThroughRecords(BoundQuery<?> query, JsonMapper mapper) {
    JsonRows rows = JsonRows.of(mapper);
    for (int run = 0; run < RUNS; run++) {
      assertThat(text(rows.write(db, query)))
          .as("run %d", run)
          .isEqualTo(text(mapper.writeValueAsBytes(query.fetch(db))));
    }
  }

  private static String text(byte[] json) {
    return new String(json, StandardCharsets.UTF_8);
  }

  record Scalars(
      Long id,
      String aText,
      String aVarchar,
      String aChar,
      Boolean aBool,
      Short aSmall,
      Integer anInt,
      Long aBig,
      Float aReal,
      Double aDouble,
      BigDecimal aNumeric,
      BigDecimal aMoney,
      UUID aUuid) {}

  record Others(
      LocalDate aDate,
      LocalTime aTime,
      OffsetTime aTimetz,
      LocalDateTime aTimestamp,
      OffsetDateTime anInstant,
      byte[] aBytea,
      JSON aJson,
      JSONB aJsonb,
      Mood aMood,
      Integer aPercent,
      String[] texts,
      Integer[] ints,
      UUID[] uuids,
      Mood[] moods) {}

  private static final Prepared0<Scalars> SCALARS =
      prepare(() ->
              select(
                      EVERYTHING.ID,
                      EVERYTHING.A_TEXT,
                      EVERYTHING.A_VARCHAR,
                      EVERYTHING.A_CHAR,
                      EVERYTHING.A_BOOL,
                      EVERYTHING.A_SMALL,
                      EVERYTHING.AN_INT,
                      EVERYTHING.A_BIG,
                      EVERYTHING.A_REAL,
                      EVERYTHING.A_DOUBLE,
                      EVERYTHING.A_NUMERIC,
                      EVERYTHING.A_MONEY,
                      EVERYTHING.A_UUID)
                  .from(EVERYTHING)
                  .orderBy(EVERYTHING.ID))
          .as(mapping(Scalars::new));

  private static final Prepared0<Others> OTHERS =
      prepare(() ->
              select(
                      EVERYTHING.A_DATE,
                      EVERYTHING.A_TIME,
                      EVERYTHING.A_TIMETZ,
                      EVERYTHING.A_TIMESTAMP,
                      EVERYTHING.AN_INSTANT,
                      EVERYTHING.A_BYTEA,
                      EVERYTHING.A_JSON,
                      EVERYTHING.A_JSONB,
                      EVERYTHING.A_MOOD,
                      EVERYTHING.A_PERCENT,
                      EVERYTHING.TEXTS,
                      EVERYTHING.INTS,
                      EVERYTHING.UUIDS,
                      EVERYTHING.MOODS)
                  .from(EVERYTHING)
                  .orderBy(EVERYTHING.ID))
          .as(mapping(Others::new));

  @Test
  void valuesAtTheLimitsOfEveryType() {
    db.execute(
        """
        insert into everything (
          a_text, a_char, a_bool, a_small, an_int, a_big, a_real, a_double, a_numeric, a_uuid,
          a_date, a_time, a_timetz, a_timestamp, an_instant, a_bytea, a_json, a_jsonb, a_mood,
          a_percent, texts, ints, uuids, moods)
        values
          (E'\\x01 é 😀 "q" \\\\ / \\t \\r\\n \\u2028 \\x7f', 'a', true, -32768, -2147483648,
           -9223372036854775808, 'NaN', '-Infinity', 1e-30,
           'ffffffff-ffff-ffff-ffff-ffffffffffff', '4713-01-01 BC', '24:00', '23:59:59.999999-12',
           'infinity', '9999-12-31 23:59:59.999999+00', '\\x00ff', '{ "b" : 1.0, "b": 2 }', '{ "b" : 1.0 }', 'so so', 0,
           '{}', '{}', '{}', '{}'),
          ('', '', false, 32767, 2147483647, 9223372036854775807, -0.0, 5e-324,
           123456789012345678901234567890.12345, '00000000-0000-0000-0000-000000000000',
           '9999-12-31', '00:00:00.000001', '00:00+14', '294276-12-31 23:59:59.999999',
           '0001-12-31 23:59:59.9+00 BC', '', 'null', 'null', 'sad', 100, '{NULL,"q\\"uo,te"}', '{NULL,-1}',
           '{NULL}', '{NULL,happy}'),
          ('0', null, null, 0, 0, 0, 1e38, 1.0, 100, null, 'infinity', '12:34', '12:34+00',
           '4713-01-01 00:00 BC', '0001-01-01 00:00:00.5+00 BC', null, '"é"', '[[]]', 'happy', 50,
           null, null, null, null),
          (null, null, null, null, null, null, null, null, null, null, null, null, null, null,
           '10000-01-01 00:00+00', null, null, null, null, null, null, null, null, null),
          (null, null, null, null, null, null, null, null, null, null, null, null, null, null,
           '9999-12-31 23:59:59.999999+00', null, null, null, null, null, null, null, null, null),
          (null, null, null, null, null, null, null, null, null, null, null, null, null, null,
           '1969-12-31 23:59:59.9+00', null, null, null, null, null, null, null, null, null)
        """);

    directlyTheSame(SCALARS.with());
    directlyTheSame(OTHERS.with());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void valuesAtRandom(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 200; i++) {
      db.insertInto(EVERYTHING)
          .set(EVERYTHING.A_TEXT, maybe(random, randomText(random, 60)))
          .set(EVERYTHING.A_VARCHAR, maybe(random, randomText(random, 15)))
          .set(EVERYTHING.A_BOOL, maybe(random, random.nextBoolean()))
          .set(EVERYTHING.A_SMALL, maybe(random, (short) random.nextInt()))
          .set(EVERYTHING.AN_INT, maybe(random, random.nextInt() >> random.nextInt(32)))
          .set(EVERYTHING.A_BIG, maybe(random, random.nextLong() >> random.nextInt(64)))
          .set(EVERYTHING.A_REAL, maybe(random, Float.intBitsToFloat(random.nextInt())))
          .set(EVERYTHING.A_DOUBLE, maybe(random, Double.longBitsToDouble(random.nextLong())))
          .set(
              EVERYTHING.A_NUMERIC,
              maybe(random, BigDecimal.valueOf(random.nextLong(), random.nextInt(30))))
          .set(EVERYTHING.A_UUID, maybe(random, new UUID(random.nextLong(), random.nextLong())))
          .set(
              EVERYTHING.AN_INSTANT,
              maybe(
                  random,
                  OffsetDateTime.parse("0001-01-01T00:00:00Z")
                      .plusSeconds(random.nextLong(330_000_000_000L))
                      .plusNanos(1_000L * (random.nextInt(1_000_000) >> random.nextInt(20)))))
          .set(EVERYTHING.TEXTS, maybe(random, new String[] {randomText(random, 5), null}))
          .execute();
    }

    directlyTheSame(SCALARS.with());
    directlyTheSame(OTHERS.with());
  }

  private static <V> V maybe(Random random, V value) {
    return random.nextInt(5) == 0 ? null : value;
  }

  /** Of all code points that PostgreSQL stores: not zero, no half of a pair. */
  private static String randomText(Random random, int longest) {
    StringBuilder text = new StringBuilder();
    for (int length = random.nextInt(longest); length > 0; length--) {
      int point =
          1
              + switch (random.nextInt(4)) {
                case 0 -> random.nextInt(0x7f);
                case 1 -> random.nextInt(0xd7ff);
                case 2 -> random.nextInt(0x10ffff);
                default -> 'a' + random.nextInt(26);
              };
      text.appendCodePoint(point >= 0xd800 && point <= 0xdfff ? '"' : point);
    }
    return text.toString();
  }

  record Recipient(int id, String name) {}

  record Letter(int id, String body, Recipient recipient, List<String> tags) {}

  record Sender(String name, int count, List<Letter> letters, List<Friend> friends) {}

  record Friend(String name, Boss boss) {}

  record Boss(String name, List<Recipient> reports) {}

  private static final Prepared0<Sender> SENDERS =
      prepare(() ->
              select(
                      PEOPLE.NAME,
                      count(PEOPLE.lettersSenderIdFkey()),
                      many(
                          PEOPLE.lettersSenderIdFkey(),
                          select(
                                  LETTERS.ID,
                                  LETTERS.BODY,
                                  one(
                                      row(
                                          LETTERS.lettersRecipientIdFkey().ID,
                                          LETTERS.lettersRecipientIdFkey().NAME),
                                      mapping(Recipient::new)),
                                  many(
                                      LETTERS.letterTags(),
                                      select(LETTER_TAGS.tags().NAME)
                                          .from(LETTER_TAGS)
                                          .orderBy(LETTER_TAGS.tags().NAME),
                                      value()))
                              .from(LETTERS)
                              .orderBy(LETTERS.BODY.desc(), LETTERS.ID),
                          mapping(Letter::new)),
                      many(
                          PEOPLE.people(),
                          select(
                                  PEOPLE.NAME,
                                  one(
                                      row(
                                          PEOPLE.people().NAME,
                                          many(
                                              PEOPLE.people().people(),
                                              select(PEOPLE.ID, PEOPLE.NAME)
                                                  .from(PEOPLE)
                                                  .orderBy(PEOPLE.ID.desc())
                                                  .limit(2),
                                              mapping(Recipient::new))),
                                      mapping(Boss::new)))
                              .from(PEOPLE)
                              .orderBy(PEOPLE.NAME, PEOPLE.ID),
                          mapping(Friend::new)))
                  .from(PEOPLE)
                  .orderBy(PEOPLE.ID))
          .as(mapping(Sender::new));

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void relationsOfAnyShape(long seed) {
    Random random = new Random(seed);
    int people = random.nextInt(30);
    for (int id = 1; id <= people; id++) {
      Integer boss = id > 1 && random.nextBoolean() ? 1 + random.nextInt(id - 1) : null;
      db.execute("insert into people values (?, ?, ?)", id, randomText(random, 8), boss);
    }
    db.execute("insert into tags values (1, 'b'), (2, 'a'), (3, '\"')");
    for (int id = 1; people > 0 && id <= 200; id++) {
      db.execute(
          "insert into letters values (?, ?, ?, ?)",
          id,
          1 + random.nextInt(people),
          maybe(random, 1 + random.nextInt(people)),
          randomText(random, 10));
      for (int tag = 1; tag <= 3; tag++) {
        if (random.nextBoolean()) {
          db.execute("insert into letter_tags values (?, ?)", id, tag);
        }
      }
    }

    directlyTheSame(SENDERS.with());
  }

  @Test
  void noRowsAreAnEmptyArray() {
    assertThat(text(JsonRows.of(MAPPER).write(db, SENDERS.with()))).isEqualTo("[]");
  }

  @Test
  void singleValuesAreNoObjects() {
    db.execute("insert into people values (1, 'Ada', null), (2, 'Bob', 1)");

    BoundQuery<Integer> bosses =
        prepare(() -> select(PEOPLE.BOSS_ID).from(PEOPLE).orderBy(PEOPLE.ID)).as(value()).with();

    assertThat(text(JsonRows.of(MAPPER).write(db, bosses))).isEqualTo("[null,1]");
  }

  record Named(@JsonProperty("full name") String name, Integer bossId) {}

  record Sparse(@JsonInclude(JsonInclude.Include.NON_NULL) Integer bossId, String name) {}

  record Loud(String name) {
    Loud {
      name = name.toUpperCase(Locale.ROOT);
    }
  }

  record Wider(Integer id, Object name) {}

  record Quoted(@JsonFormat(shape = JsonFormat.Shape.STRING) Integer id, String name) {}

  record Raw(Integer id, @JsonProperty("n") @JsonSerialize(using = ToUpper.class) String name) {}

  static final class ToUpper extends StdSerializer<String> {
    ToUpper() {
      super(String.class);
    }

    @Override
    public void serialize(String value, JsonGenerator out, SerializationContext context) {
      out.writeString(value.toUpperCase(Locale.ROOT));
    }
  }

  @Test
  void whatTheRecordsSayHolds() {
    db.execute("insert into people values (1, 'Ada', null), (2, 'Bob', 1)");
    BoundQuery<?> named = people(PEOPLE.NAME, PEOPLE.BOSS_ID).as(mapping(Named::new)).with();

    directlyTheSame(named);
    directlyTheSame(people(PEOPLE.ID, PEOPLE.NAME).as(mapping(Recipient::new)).with());
    throughRecords(people(PEOPLE.BOSS_ID, PEOPLE.NAME).as(mapping(Sparse::new)).with());
    throughRecords(people(PEOPLE.ID, PEOPLE.NAME).as(mapping(Wider::new)).with());
    throughRecords(people(PEOPLE.ID, PEOPLE.NAME).as(mapping(Quoted::new)).with());
    throughRecords(people(PEOPLE.ID, PEOPLE.NAME).as(mapping(Raw::new)).with());
    throughRecords(prepare(() -> select(PEOPLE.NAME).from(PEOPLE)).as(mapping(Loud::new)).with());
    throughRecords(
        people(PEOPLE.NAME, PEOPLE.BOSS_ID)
            .as(mapping((name, boss) -> new Named(name + boss, null)))
            .with());
  }

  private void throughRecords(BoundQuery<?> query) {
    assertThat(JsonRows.of(MAPPER).isDirect(db, query)).isFalse();
    sameAsThroughRecords(query);
  }

  @Test
  void whatTheMapperSaysHolds() {
    db.execute("insert into people values (1, 'Ada', null), (2, 'Bob', 1)");
    BoundQuery<?> named = people(PEOPLE.NAME, PEOPLE.BOSS_ID).as(mapping(Named::new)).with();

    sameAsThroughRecords(
        named, Json.defaults().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build());
    for (SerializationFeature feature :
        List.of(
            SerializationFeature.INDENT_OUTPUT,
            SerializationFeature.WRITE_SINGLE_ELEM_ARRAYS_UNWRAPPED,
            SerializationFeature.WRAP_ROOT_VALUE)) {
      JsonMapper mapper = Json.defaults().enable(feature).build();
      sameAsThroughRecords(named, mapper);
      sameAsThroughRecords(SENDERS.with(), mapper);
      sameAsThroughRecords(
          prepare(() -> select(PEOPLE.NAME).from(PEOPLE).where(PEOPLE.ID.eq(1))).as(value()).with(),
          mapper);
    }
    sameAsThroughRecords(
        named,
        Json.defaults()
            .changeDefaultPropertyInclusion(
                value -> value.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build());
    sameAsThroughRecords(
        OTHERS.with(), Json.defaults().enable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS).build());
  }

  private static <A, B> Prepared0<org.jooq.Record2<A, B>> people(Field<A> a, Field<B> b) {
    return prepare(() -> select(a, b).from(PEOPLE).orderBy(PEOPLE.ID));
  }

  @Test
  void columnsThatAreNotWhatTheQuerySaysAreReadAsTheyAre() {
    sameAsThroughRecords(
        prepare(() ->
                DSL.resultQuery("select 7, 'ffffffff-0000-0000-0000-000000000000'::uuid, '8'")
                    .coerce(
                        field("a", SQLDataType.CLOB),
                        field("b", SQLDataType.CLOB),
                        field("c", SQLDataType.INTEGER)))
            .as(mapping(OddNumbers::new))
            .with());
  }

  @Test
  void aMomentThatTheMapperCannotWriteFailsAsItsRecordWould() {
    db.execute("insert into everything (an_instant) values ('infinity')");

    assertThatThrownBy(() -> MAPPER.writeValueAsBytes(OTHERS.with().fetch(db)))
        .hasMessageContaining("EpochDay");
    assertThatThrownBy(() -> JsonRows.of(MAPPER).write(db, OTHERS.with()))
        .hasMessageContaining("EpochDay");
  }

  record OddNumbers(String number, String uuid, Integer text) {}

  record Primitive(int bossId) {}

  @Test
  void aNullForAPrimitiveFailsAsItsRecordWould() {
    db.execute("insert into people values (1, 'Ada', null)");
    BoundQuery<Primitive> query =
        prepare(() -> select(PEOPLE.BOSS_ID).from(PEOPLE)).as(mapping(Primitive::new)).with();

    assertThatThrownBy(() -> query.fetch(db)).isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> JsonRows.of(MAPPER).write(db, query))
        .isInstanceOf(NullPointerException.class)
        .hasMessageContaining("bossId");
  }

  @Test
  void rowsWithoutAMappingAreRefused() {
    Prepared0<? extends Record> unmapped = prepare(() -> selectFrom(PEOPLE));

    assertThatThrownBy(() -> JsonRows.of(MAPPER).write(db, unmapped.with()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(".as(mapping(");
  }
}
