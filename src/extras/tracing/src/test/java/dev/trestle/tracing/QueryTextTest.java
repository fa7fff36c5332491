package dev.trestle.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is told of a statement's text, and what is not. */
class QueryTextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "select 'secret'::int;select ?::int",
        "select 'it''s secret', 1;select ?, ?",
        "select E'it\\'s secret' as e;select E? as e",
        "select $$secret$$, $a$secret $$ $a$;select ?, ?",
        "select U&'d\\0061ta', B'101', x'ff';select U&?, B?, x?",
        "select 42, -1.5e-10, 0xFF, 1_000, .5;select ?, -?, ?, ?, .?",
        "select a1, \"b 2\", t.c3 from t4;select a1, \"b 2\", t.c3 from t4",
        "select $1, ?, a[1:2];select $1, ?, a[?:?]",
        "select a$1$b from t;select a$1$b from t",
        "select 1 -- secret;select ?  ",
        "select /* secret /* secret */ */ 1;select   ?",
        "select '-- ' , 'secret';select ? , ?",
        "select \"it's\", 'secret';select \"it's\", ?",
        "select a ?| array['secret'];select a ?| array[?]",
      })
  void literalsAndCommentsAreLeftOut(String sql, String told) {
    assertThat(QueryText.withoutLiterals(sql).orElseThrow().strip()).isEqualTo(told.strip());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {"select 'secret", "select $$secret", "select /* secret", "select \"secret"})
  void nothingIsToldOfWhatDoesNotEnd(String sql) {
    assertThat(QueryText.withoutLiterals(sql)).isEmpty();
  }

  @Test
  void anEnormousOneIsCut() {
    String sql = "select " + "?, ".repeat(100_000);

    assertThat(QueryText.withoutLiterals(sql).orElseThrow())
        .hasSize(QueryText.LONGEST + 1)
        .startsWith("select ?, ?, ")
        .endsWith("…");
  }

  @Test
  void anOperationIsTheFirstWordIfStatementsBeginWithIt() {
    assertThat(QueryText.operation("select 1")).hasValue("SELECT");
    assertThat(QueryText.operation("\n ((Select 1) union select 2)")).hasValue("SELECT");
    assertThat(QueryText.operation("with a as (select 1) select")).hasValue("WITH");
    assertThat(QueryText.operation("selected")).isEmpty();
    assertThat(QueryText.operation("")).isEmpty();
    assertThat(QueryText.operation("'secret'")).isEmpty();
  }
}
