package dev.trestle.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What PostgreSQL 14 and 15 write, and what it becomes. */
class ViewQueryTest {
  @Test
  void columnsOfASingleTableAreNotQualified() {
    assertThat(
            ViewQuery.normalized(
                " SELECT books.id,\n    upper(books.\"Ti.tle\") AS t\n   FROM public.books\n"
                    + "  WHERE (books.price < (5)::numeric)\n  ORDER BY books.title, books.id"))
        .isEqualTo(
            " SELECT id,\n    upper(\"Ti.tle\") AS t\n   FROM public.books\n"
                + "  WHERE (price < (5)::numeric)\n  ORDER BY title, id");
    assertThat(ViewQuery.normalized(" SELECT \"A b\".id\n   FROM ONLY public.x \"A b\""))
        .isEqualTo(" SELECT id\n   FROM ONLY public.x \"A b\"");
    assertThat(ViewQuery.normalized(" SELECT l.n\n   FROM unnest('{a,b}'::text[]) l(letter, n)"))
        .isEqualTo(" SELECT n\n   FROM unnest('{a,b}'::text[]) l(letter, n)");
  }

  @Test
  void whereSeveralAreNamedTheyStayQualified() {
    assertUnchanged(" SELECT a.id\n   FROM (public.a\n     JOIN public.b ON ((a.id = b.id)))");
    assertUnchanged(" SELECT a.id\n   FROM public.a,\n    public.b");
    assertUnchanged(" SELECT a.id\n   FROM public.a\nUNION\n SELECT b.id\n   FROM public.b");
    assertUnchanged(" SELECT 1 AS one");
  }

  @Test
  void subqueriesStayAsTheyAre() {
    assertThat(
            ViewQuery.normalized(
                " SELECT a.id,\n    ( SELECT count(*) AS count\n           FROM public.b\n"
                    + "          WHERE (b.a = a.id)) AS n\n   FROM public.a"))
        .isEqualTo(
            " SELECT id,\n    ( SELECT count(*) AS count\n           FROM public.b\n"
                + "          WHERE (b.a = a.id)) AS n\n   FROM public.a");
  }

  @Test
  void whatOnlyLooksLikeTheTableStays() {
    assertUnchanged(
        " SELECT 'a.id' AS \"a.id\",\n    a.f(1) AS f,\n    ''::a.mood AS m,\n    a.*::public.a AS w\n"
            + "   FROM public.a");
  }

  private static void assertUnchanged(String query) {
    assertThat(ViewQuery.normalized(query)).isEqualTo(query);
  }
}
