package dev.trestle.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What PostgreSQL writes of an expression that it has read from its own writing. */
class ExpressionsTest {
  @Test
  void anArrayOfCastsIsAnArrayThatIsCast() {
    assertThat(
            Expressions.normalized(
                "CHECK (((k)::text = ANY (ARRAY[('a'::character varying)::text,"
                    + " ('it''s, b'::character varying)::text])))"))
        .isEqualTo(
            "CHECK (((k)::text = ANY ((ARRAY['a'::character varying,"
                + " 'it''s, b'::character varying])::text[])))");
    assertUnchanged("(ARRAY[('a'::character varying)::text, (b)::text])");
  }

  @Test
  void aConstantHasTheNameOfItsTypeAnyway() {
    assertThat(Expressions.normalized("SELECT NULL::integer AS int4,\n 'a'::text AS text"))
        .isEqualTo("SELECT NULL::integer,\n 'a'::text");
    assertThat(Expressions.normalized("'a'::character varying(9) AS \"varchar\""))
        .isEqualTo("'a'::character varying(9) AS \"varchar\"");
    assertThat(Expressions.normalized("'a'::character varying(9) AS varchar"))
        .isEqualTo("'a'::character varying(9)");
    assertUnchanged("SELECT NULL::integer AS int8, 'a'::text AS kind, (a.b)::integer AS int4");
  }

  private static void assertUnchanged(String sql) {
    assertThat(Expressions.normalized(sql)).isEqualTo(sql);
  }
}
