package dev.trestle.internal.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlTextTest {
  private static List<String> parameters(String sql) {
    return SqlText.parse(sql).pieces().stream()
        .filter(SqlText.Piece.Parameter.class::isInstance)
        .map(piece -> ((SqlText.Piece.Parameter) piece).name())
        .toList();
  }

  @Test
  void parametersAreFoundWhereverAValueMayStand() {
    assertThat(
            parameters(
                ":a ,:b_1=:C+:_d(:e)[:f]::int :g::text array[:h, :i] x[1 : :j] a:=:k :l;:a\n:m"))
        .containsExactly("a", "b_1", "C", "_d", "e", "f", "g", "h", "i", "j", "k", "l", "a", "m");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":",
        "::",
        "a :: int",
        "a::int::text",
        "1:2",
        "a[1:2] a[:2] a[1:] a[:]",
        "a[lo:hi] a[f(1):hi] a[b[1]:hi] a[\"x\":hi] a[$1:hi]",
        "f(a := 1, b := 2)",
        "':a' 'it''s :a' '\\' 'a:a'",
        "E'\\':a' e'\\\\' E'it''s :a' E'it''s \\' :a'",
        "U&'\\0061 :a' B'01' x'1F' n':a'",
        "\":a\" \"x\"\":a\" U&\":a\"",
        "$$ :a ' \" $a$ :b $$",
        "$a$ :a $$ :b $b$ :c $a$",
        "$_1$ :a $_1$ $é$ :a $é$",
        "-- :a\n-- it's :a",
        "/* :a /* ' */ :b */ 1 - 2 / 3 -- :a",
        "12:30:00"
      })
  void whatOnlyLooksLikeAParameterIsText(String sql) {
    assertThat(parameters(sql)).isEmpty();
    assertThat(rendered(sql)).isEqualTo(sql);
  }

  @Test
  void whatFollowsQuotesAndCommentsIsReadAgain() {
    assertThat(
            parameters(
                "':x':a \":x\":b $$:x$$:c $t$:x$t$:d /*:x*/:e --:x\n:f E'\\'':g 'x''':h $1:i"
                    + " name'\\':j"))
        .containsExactly("a", "b", "c", "d", "e", "f", "g", "h", "i", "j");
  }

  @Test
  void questionMarksOutsideQuotesAreOperators() {
    assertThat(rendered("a ? 'b?' and a ?| b and a ?? c -- ?"))
        .isEqualTo("a ?? 'b?' and a ??| b and a ?? c -- ?");
  }

  @Test
  void bracesAreText() {
    assertThat(rendered("select '{0}'::int[], {1} {fn now()} {{")).contains("{1} {fn now()} {{");
  }

  private static String rendered(String sql) {
    return DSL.using(SQLDialect.POSTGRES).render(SqlText.parse(sql).with(Map.of()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"'a", "\"a", "$$ a $", "$a$ a $b$", "/* /* */", "E'\\'", "'a''"})
  void whatDoesNotEndIsRefused(String sql) {
    assertThatThrownBy(() -> SqlText.parse("select\n" + sql))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching("The (quote|comment) .+ in line 2 of the SQL does not end");
  }

  /** Whatever is given: nothing is lost, and nothing but doubled question marks is added. */
  @Test
  void theTextIsKept() {
    String alphabet = "a:?'\"$-/*[]\\E \n1";
    Random random = new Random(11);
    int read = 0;
    for (int i = 0; i < 20_000; i++) {
      String sql =
          random
              .ints(random.nextInt(20), 0, alphabet.length())
              .mapToObj(c -> String.valueOf(alphabet.charAt(c)))
              .collect(Collectors.joining());
      try {
        String kept =
            SqlText.parse(sql).pieces().stream()
                .map(piece ->
                    switch (piece) {
                      case SqlText.Piece.Text text -> text.sql();
                      case SqlText.Piece.Parameter parameter -> ":" + parameter.name();
                    })
                .collect(Collectors.joining());
        assertThat(kept.replaceAll("\\?+", "?")).isEqualTo(sql.replaceAll("\\?+", "?"));
        read++;
      } catch (IllegalArgumentException e) {
        assertThat(e).hasMessageEndingWith("of the SQL does not end");
      }
    }
    assertThat(read).isGreaterThan(1_000);
  }
}
