package dev.trestle.dataproxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.DatabaseUrl;
import dev.trestle.testing.TestDatabase;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryTest {
  private static final TestDatabase DATABASE = TestDatabase.migrated("classpath:dataproxy");

  @RegisterExtension static final Edge EDGE = Edge.over(DATABASE, it -> it);

  private static String rows(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body().replaceFirst(".*\"rows\":", "").replaceFirst("}$", "");
  }

  @Test
  void anAnswerHasTheFieldsTheRowsAndWhatWasDone() {
    HttpResponse<String> answer = EDGE.query("select 7 as seven, null::text as nothing");
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(answer.body())
        .isEqualTo(
            "{\"command\":\"SELECT\",\"rowCount\":1,\"fields\":["
                + "{\"name\":\"seven\",\"tableID\":0,\"columnID\":0,\"dataTypeID\":23,"
                + "\"dataTypeSize\":4,\"dataTypeModifier\":-1,\"format\":\"text\"},"
                + "{\"name\":\"nothing\",\"tableID\":0,\"columnID\":0,\"dataTypeID\":25,"
                + "\"dataTypeSize\":-1,\"dataTypeModifier\":-1,\"format\":\"text\"}],"
                + "\"rowAsArray\":true,\"rows\":[[\"7\",null]]}");
  }

  @Test
  void rowsAreObjectsWhereNobodyAsksForArrays() {
    HttpResponse<String> answer =
        EDGE.ask("{\"query\":\"select 1 as a, 'x' as b\"}", "Neon-Array-Mode", "false");
    assertThat(answer.body())
        .endsWith("\"rowAsArray\":false,\"rows\":[{\"a\":\"1\",\"b\":\"x\"}]}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          true, false                                ~ "t","f"
          9223372036854775807                        ~ "9223372036854775807"
          1.10::numeric, 'NaN'::numeric              ~ "1.10","NaN"
          'Infinity'::float8, 1e300::float8          ~ "Infinity","1e+300"
          '\\x00ff'::bytea                           ~ "\\\\x00ff"
          array[1,null,3], array[['a b','c"d']]      ~ "{1,NULL,3}","{{\\"a b\\",\\"c\\\\\\"d\\"}}"
          '{"b":1,"a":[ ]}'::json                    ~ "{\\"b\\":1,\\"a\\":[ ]}"
          '{"b":1,"a":[ ]}'::jsonb                   ~ "{\\"a\\": [], \\"b\\": 1}"
          '2026-02-28 12:00:00.5'::timestamp         ~ "2026-02-28 12:00:00.5"
          'infinity'::timestamptz, '10000-01-01'::date, '0044-03-15 BC'::date ~ "infinity","10000-01-01","0044-03-15 BC"
          '1 year 2 days 03:04:05'::interval         ~ "1 year 2 days 03:04:05"
          '24:00'::time, 'a '::char(4), int4range(1,5) ~ "24:00:00","a   ","[1,5)"
          '00000000-0000-4000-8000-00000000002a'::uuid ~ "00000000-0000-4000-8000-00000000002a"
          row(1,'a'), 'a'::"char", '(1,2)'::point    ~ "(1,a)","a","(1,2)"
          'Zoë 👩‍🚀 "quoted" \\'                    ~ "Zoë 👩‍🚀 \\"quoted\\" \\\\"
          chr(1) || chr(127)                         ~ "\\u0001\u007f"
          """)
  void eachTypeIsAnsweredAsPostgreSqlWritesIt(String expressions, String expected) {
    HttpResponse<String> answer = EDGE.query("select " + expressions);
    assertThat(rows(answer)).isEqualTo("[[" + expected + "]]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          select $1::int + 1                     ~ ["41"]                ~ "42"
          select $1::int + 1                     ~ [41]                  ~ "42"
          select $2::text || $1 || $2                  ~ ["a","b"]             ~ "bab"
          select 1 where $1::int is null or 1 = $1 ~ [null]              ~ "1"
          select $1::bool, $2::text              ~ [true,"{a}"]          ~ "t","{a}"
          select $1::numeric                     ~ [12345678901234567890.12345678901234567890] ~ "12345678901234567890.12345678901234567890"
          select ($1::int[])[2], ($2::text[])[1] ~ [[1,2],["a,\\"b\\\\"]] ~ "2","a,\\"b\\\\"
          select $1::jsonb ->> 'a'               ~ [{"a":[1,"ü"]}]       ~ "[1, \\"ü\\"]"
          select '$1' || $1, $tag$ $1 $tag$      ~ ["x"]                 ~ "$1x"," $1 "
          select $1::jsonb ? 'a'                 ~ [{"a":1}]             ~ "t"
          select $1::text                        ~ ["👩‍🚀"]             ~ "👩‍🚀"
          """)
  void parametersAreTextsOfTheTypeThatTheirPlaceHas(String sql, String params, String expected) {
    String body = "{\"query\":\"" + sql + "\",\"params\":" + params + "}";
    assertThat(rows(EDGE.ask(body))).isEqualTo("[[" + expected + "]]");
  }

  @Test
  void valuesAreNeverPutIntoTheStatementWhateverTheAddressSays() {
    DatabaseUrl simple = DatabaseUrl.parse(Edge.role(DATABASE).toUri() + "?preferQueryMode=simple");
    try (Edge edge = Edge.through(DATABASE, () -> simple).start()) {
      String body = "{\"query\":\"select $1::text\",\"params\":[\"a' || 'b\"]}";
      assertThat(rows(edge.ask(body))).isEqualTo("[[\"a' || 'b\"]]");
    }
  }

  @Test
  void changesAreCounted() {
    assertThat(EDGE.query("insert into notes (title) values ('c1'), ('c2')").body())
        .startsWith("{\"command\":\"INSERT\",\"rowCount\":2,\"fields\":[],")
        .endsWith("\"rows\":[]}");
    assertThat(
            EDGE.query(
                    "with n as (select 'c1'::text as t) update notes set stars = 1 from n"
                        + " where title = t returning stars")
                .body())
        .startsWith("{\"command\":\"UPDATE\",\"rowCount\":1,")
        .endsWith("\"rows\":[[\"1\"]]}");
    assertThat(EDGE.query("delete from notes where title like 'c%'").body())
        .startsWith("{\"command\":\"DELETE\",\"rowCount\":2,");
  }

  @Test
  void anErrorHasWhatPostgreSqlSaysOfIt() {
    EDGE.query("insert into notes (title) values ('twice')");
    HttpResponse<String> answer = EDGE.query("insert into notes (title) values ('twice')");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .contains(
            "\"message\":\"duplicate key value violates unique constraint \\\"notes_title_key")
        .contains("\"code\":\"23505\"", "\"severity\":\"ERROR\"", "\"schema\":\"public\"")
        .contains("\"detail\":\"Key (title)=(twice) already exists.\"", "\"table\":\"notes\"")
        .contains("\"constraint\":\"notes_title_key\"", "\"routine\":\"_bt_check_unique\"");
  }

  @Test
  void thePositionOfAnErrorIsThatInTheTextThatWasSent() {
    String sql = "/* 👩‍🚀 */  select\\n  1, -- one\\n  missing";
    HttpResponse<String> answer = EDGE.ask("{\"query\":\"" + sql + "\"}");
    String text = sql.replace("\\n", "\n");
    int position = text.codePointCount(0, text.indexOf("missing")) + 1;
    assertThat(answer.body()).contains("\"code\":\"42703\"", "\"position\":\"" + position + "\"");
  }

  @Test
  void whatTheRoleMayNotDoIsRefused() {
    assertThat(EDGE.query("select * from secrets").body()).contains("\"code\":\"42501\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          select 1; select 2        | 42601 | The query has 2 statements
          -- nothing                | 42601 | The query is empty
          select 'a                 | 42601 | does not end
          begin                     | 0A000 | BEGIN needs a session or a transaction
          /**/ CoMMiT               | 0A000 | COMMIT needs
          set role postgres         | 0A000 | SET needs
          listen x                  | 0A000 | LISTEN needs
          copy notes to stdout      | 0A000 | COPY needs
          select $1::int            | 08P01 | requires 1
          """)
  void whatIsNoStatementForAProxyIsRefused(String sql, String state, String message) {
    HttpResponse<String> answer = EDGE.query(sql);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("\"code\":\"" + state + "\"").contains(message);
    assertThat(rows(EDGE.query("select 1"))).isEqualTo("[[\"1\"]]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "{}",
        "{\"query\":1}",
        "{\"queries\":{}}",
        "{\"queries\":[]}",
        "{\"query\":\"select 1\",\"params\":{}}",
        "{\"query\":\"select $1::text\",\"params\":[\"\\ud83d\"]}",
        "{\"query\":\"select \\u0000\"}"
      })
  void aMalformedRequestIsRefusedWithoutARunOfAnything(String body) {
    HttpResponse<String> answer = EDGE.ask(body);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).matches("\\{\"message\":\".+\",\"code\":\"(08P01|42601)\"}");
  }

  @Test
  void anotherOutputThanTextIsRefused() {
    assertThat(EDGE.ask("{\"query\":\"select 1\"}", "Neon-Raw-Text-Output", "false").body())
        .contains("Neon-Raw-Text-Output must be true");
  }
}
