package dev.trestle.querytest;

import static dev.trestle.query.Queries.prepare;
import static dev.trestle.query.Statements.statement;
import static dev.trestle.querytest.db.Tables.EVERYTHING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.jooq.impl.DSL.selectFrom;
import static org.jooq.impl.DSL.update;

import dev.trestle.query.Prepared0;
import dev.trestle.querytest.db.tables.records.EverythingRecord;
import dev.trestle.testing.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Result;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Values of every type, at their limits, are the same as through jOOQ, in and out. */
class EveryTypeTest {
  @RegisterExtension
  static final TestDatabase database = TestDatabase.migrated("classpath:db/migration");

  /** Values of every type, at their limits. */
  static final String ROWS =
      """
      insert into everything (
        a_text, a_varchar, a_char, a_bool, a_small, an_int, a_big, a_real, a_double, a_numeric,
        a_money, a_uuid, a_date, a_time, a_timetz, a_timestamp, an_instant, an_interval, a_bytea,
        a_json, a_jsonb, a_mood, a_percent, texts, ints, uuids, moods)
      values
        ('plain', 'x', 'a', true, 1, 2, 3, 1.5, 2.5, 3.5, 4.50,
         '00000000-0000-4000-8000-000000000001', '2024-02-29', '12:34:56', '12:34:56+02',
         '2024-02-29 12:34:56', '2024-02-29 12:34:56+00', '1 day 2 hours', '\\x00ff',
         '{"a": [1, null]}', '{"b": 2}', 'so so', 50, '{a,b}', '{1,2}',
         '{00000000-0000-4000-8000-000000000002}', '{sad,happy}'),
        (E'é 😀 "q" \\\\ \\t \\n \\x01', '', '', false, -32768, -2147483648, -9223372036854775808,
         'NaN', 'Infinity', 0.00000000000000000001, -9999999999.99,
         'ffffffff-ffff-ffff-ffff-ffffffffffff', '0001-01-01', '00:00:00', '23:59:59.999999-12',
         '9999-12-31 23:59:59.999999', '1970-01-01 00:00:00.000001+00', '-3 mons', '',
         'null', '"s"', 'sad', 0, '{}', '{}', '{}', '{}'),
        ('', null, 'abc', null, 32767, 2147483647, 9223372036854775807, -0.0, 5e-324,
         123456789012345678901234567890.123456789, 0, null, '2038-01-19', '23:59:59.999999',
         '00:00:00+00', '0001-01-01 00:00:00', '9999-12-31 23:59:59.999999+00', '0', '\\x01',
         '[]', 'null', 'happy', 100, '{NULL,"q\\"uo,te"}', '{NULL,-1}', '{NULL}', '{NULL}'),
        (null, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
         null, null, null, null, null, null, null, null, null, null, null, null)
      """;

  private static final Prepared0<EverythingRecord> ALL =
      prepare(() -> selectFrom(EVERYTHING).orderBy(EVERYTHING.ID));

  private static Connection connection;
  private static DSLContext db;

  @BeforeAll
  static void fill() throws SQLException {
    connection =
        DriverManager.getConnection(
            database.url().jdbcUrl(), database.url().user(), database.url().password());
    db = DSL.using(connection, SQLDialect.POSTGRES);
    db.execute(ROWS);
  }

  @AfterAll
  static void close() throws SQLException {
    connection.close();
  }

  @Test
  void everyValueIsReadAsJooqReadsIt() {
    Result<EverythingRecord> expected = db.selectFrom(EVERYTHING).orderBy(EVERYTHING.ID).fetch();
    // More often than the driver's threshold, after which it receives binary instead of text.
    for (int i = 0; i < 8; i++) {
      List<EverythingRecord> rows = ALL.with().fetch(db);
      assertThat(rows).hasSameSizeAs(expected);
      for (int row = 0; row < rows.size(); row++) {
        for (Field<?> field : EVERYTHING.fields()) {
          assertThat(same(rows.get(row).get(field)))
              .as("%s of row %d, run %d", field.getName(), row, i)
              .isEqualTo(same(expected.get(row).get(field)));
        }
      }
    }
  }

  /**
   * jOOQ gives an instant in the session's time zone, here it is in UTC; and the driver gives a
   * time with a zone in UTC as soon as it receives binary.
   */
  static Object same(Object value) {
    return switch (value) {
      case OffsetDateTime time -> time.toInstant();
      case OffsetTime time -> time.withOffsetSameInstant(ZoneOffset.UTC);
      case null, default -> value;
    };
  }

  @Test
  void everyValueIsWrittenAsItWasRead() {
    Result<EverythingRecord> expected = db.selectFrom(EVERYTHING).orderBy(EVERYTHING.ID).fetch();
    for (Field<?> field : EVERYTHING.fields()) {
      if (!field.equals(EVERYTHING.ID)) {
        rewrite(field, expected);
      }
    }
    assertThat(db.selectFrom(EVERYTHING).orderBy(EVERYTHING.ID).fetch()).isEqualTo(expected);
  }

  private static <V> void rewrite(Field<V> field, Result<EverythingRecord> rows) {
    var write =
        statement(
            EVERYTHING.ID,
            field,
            (id, value) -> update(EVERYTHING).set(field, value).where(EVERYTHING.ID.eq(id)));
    for (EverythingRecord row : rows) {
      assertThat(write.with(row.getId(), row.get(field)).execute(db)).isEqualTo(1);
    }
  }
}
