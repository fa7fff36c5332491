package dev.trestle.querytest;

import static dev.trestle.query.Mapping.mapping;
import static dev.trestle.query.Mapping.value;
import static dev.trestle.query.Queries.prepare;
import static dev.trestle.querytest.JsonComparison.MAPPER;
import static dev.trestle.querytest.JsonQueries.OTHERS;
import static dev.trestle.querytest.JsonQueries.SCALARS;
import static dev.trestle.querytest.JsonQueries.SENDERS;
import static dev.trestle.querytest.db.Tables.EVERYTHING;
import static dev.trestle.querytest.db.Tables.PEOPLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.select;

import dev.trestle.query.BoundQuery;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.Random;
import java.util.UUID;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows as JSON are, byte for byte, what the mapper writes of the records that they become. */
class JsonRowsTest {
  @RegisterExtension static final JsonComparison json = new JsonComparison();

  @Test
  void valuesAtTheLimitsOfEveryType() {
    json.db()
        .execute(
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

    json.directlyTheSame(SCALARS.with());
    json.directlyTheSame(OTHERS.with());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void valuesAtRandom(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 200; i++) {
      json.db()
          .insertInto(EVERYTHING)
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

    json.directlyTheSame(SCALARS.with());
    json.directlyTheSame(OTHERS.with());
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

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void relationsOfAnyShape(long seed) {
    Random random = new Random(seed);
    int people = random.nextInt(30);
    for (int id = 1; id <= people; id++) {
      Integer boss = id > 1 && random.nextBoolean() ? 1 + random.nextInt(id - 1) : null;
      json.db().execute("insert into people values (?, ?, ?)", id, randomText(random, 8), boss);
    }
    json.db().execute("insert into tags values (1, 'b'), (2, 'a'), (3, '\"')");
    for (int id = 1; people > 0 && id <= 200; id++) {
      json.db()
          .execute(
              "insert into letters values (?, ?, ?, ?)",
              id,
              1 + random.nextInt(people),
              maybe(random, 1 + random.nextInt(people)),
              randomText(random, 10));
      for (int tag = 1; tag <= 3; tag++) {
        if (random.nextBoolean()) {
          json.db().execute("insert into letter_tags values (?, ?)", id, tag);
        }
      }
    }

    json.directlyTheSame(SENDERS.with());
  }

  @Test
  void noRowsAreAnEmptyArray() {
    assertThat(json.write(SENDERS.with())).isEqualTo("[]");
  }

  @Test
  void singleValuesAreNoObjects() {
    json.db().execute("insert into people values (1, 'Ada', null), (2, 'Bob', 1)");

    BoundQuery<Integer> bosses =
        prepare(() -> select(PEOPLE.BOSS_ID).from(PEOPLE).orderBy(PEOPLE.ID)).as(value()).with();

    assertThat(json.write(bosses)).isEqualTo("[null,1]");
  }

  record OddNumbers(String number, String uuid, Integer text) {}

  @Test
  void columnsThatAreNotWhatTheQuerySaysAreReadAsTheyAre() {
    json.sameAsThroughRecords(
        prepare(() ->
                DSL.resultQuery("select 7, 'ffffffff-0000-0000-0000-000000000000'::uuid, '8'")
                    .coerce(
                        field("a", SQLDataType.CLOB),
                        field("b", SQLDataType.CLOB),
                        field("c", SQLDataType.INTEGER)))
            .as(mapping(OddNumbers::new))
            .with(),
        MAPPER);
  }
}
