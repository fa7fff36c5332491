package dev.trestle.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.console.internal.data.Filter;
import dev.trestle.console.internal.data.Operator;
import dev.trestle.console.internal.data.Shown;
import dev.trestle.console.internal.data.TableName;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables as they are browsed, sorted and filtered. */
class TablesPageTest {
  private static final String HOSTILE = "; drop table books; --";

  @RegisterExtension static final Shop shop = new Shop();

  private static Shown all(String table) {
    return Shown.all(new TableName("public", table));
  }

  /**
   * A column of a page's rows, by its place; the first is the link to the row where there is one.
   */
  private static List<String> column(Document page, int place) {
    return page.select("tbody tr > :nth-child(" + place + ")").eachText();
  }

  /** The same from the first page to the last. */
  private static List<String> through(Shown shown, int place) throws Exception {
    List<String> texts = new ArrayList<>();
    Document page = shop.page(shown.url());
    texts.addAll(column(page, place));
    while (page.selectFirst("a[rel=next]") != null) {
      page = shop.page(page.expectFirst("a[rel=next]").attr("href"));
      texts.addAll(column(page, place));
    }
    return texts;
  }

  @Test
  void allTablesAndViewsAreListed() throws Exception {
    Document page = shop.page("/_console/tables");

    assertThat(column(page, 1))
        .startsWith(HOSTILE, "authors", "books")
        .contains("dear_books", "Other Schema.Thing");
    assertThat(page.select("tr:contains(books)").eachText()).contains("books table 130");
    assertThat(page.select("tr:contains(dear_books)").text()).contains("view");
  }

  @Test
  void aTableIsReadFromPageToPageAndBack() throws Exception {
    Document first = shop.page(all("books").url());
    assertThat(column(first, 2)).hasSize(50).startsWith("1", "2").endsWith("50");
    assertThat(first.select("a[rel=prev]")).isEmpty();

    Document second = shop.page(first.expectFirst("a[rel=next]").attr("href"));
    Document third = shop.page(second.expectFirst("a[rel=next]").attr("href"));
    assertThat(column(second, 2)).startsWith("51").endsWith("100");
    assertThat(column(third, 2)).startsWith("101").endsWith("130");
    assertThat(third.select("a[rel=next]")).isEmpty();

    Document back = shop.page(third.expectFirst("a[rel=prev]").attr("href"));
    assertThat(column(back, 2)).isEqualTo(column(second, 2));
    Document begin = shop.page(back.expectFirst("a[rel=prev]").attr("href"));
    assertThat(column(begin, 2)).isEqualTo(column(first, 2));
    assertThat(begin.select("a[rel=prev]")).isEmpty();
  }

  @Test
  void aSortedTableGivesEachRowOnceAlsoWhereItsColumnIsNullOrTheSame() throws Exception {
    List<String> expected =
        shop.db().fetch("select id from books order by title, id").getValues(0, String.class);

    assertThat(through(all("books").by("title"), 2)).isEqualTo(expected);
    assertThat(through(all("books").by("title").by("title"), 2)).isEqualTo(expected.reversed());
    assertThat(through(all("books").by("author_id"), 2)).hasSize(130).doesNotHaveDuplicates();
  }

  @Test
  void theWayBackThroughNullsIsTheSame() throws Exception {
    Document page = shop.page(all("books").by("title").by("title").url());
    List<String> first = column(page, 2);
    page = shop.page(page.expectFirst("a[rel=next]").attr("href"));
    page = shop.page(page.expectFirst("a[rel=prev]").attr("href"));

    assertThat(column(page, 2)).isEqualTo(first);
  }

  @Test
  void withoutAKeyItIsReadByNumber() throws Exception {
    assertThat(through(all("keyless"), 1)).hasSize(60);
    assertThat(shop.page(all("keyless").url()).select("tbody a")).isEmpty();
    assertThat(shop.page(all("keyless").url()).text()).contains("Without a primary key");
    assertThat(through(all("dear_books").by("price"), 3)).startsWith("30.25").endsWith("32.50");
  }

  @ParameterizedTest
  @CsvSource({
    "id, IS, 7, 1",
    "id, NOT, 7, 50",
    "id, LESS, 3, 2",
    "id, MOST, 3, 3",
    "id, MORE, 128, 2",
    "id, LEAST, 128, 3",
    "price, IS, 2.5, 1",
    "title, CONTAINS, OOK 12, 10",
    "title, BEGINS, book 9, 10",
    "title, CONTAINS, %, 0",
    "title, NULL, '', 13",
    "title, FILLED, '', 50"
  })
  void aFilterIsOfTheColumnsType(String column, Operator operator, String value, int rows)
      throws Exception {
    Shown shown = all("books").where(new Filter(column, operator, value));

    assertThat(column(shop.page(shown.url()), 2)).hasSize(rows);
  }

  @Test
  void arraysEnumsJsonAndTextsThatHoldCodeAreFiltered() throws Exception {
    Shown authors = all("authors");
    assertThat(rows(authors, "tags", Operator.CONTAINS, "a, b")).containsExactly("1");
    assertThat(rows(authors, "mood", Operator.IS, "it's <b>complicated</b>")).containsExactly("2");
    assertThat(rows(authors, "settings", Operator.CONTAINS, "dark")).containsExactly("1");
    assertThat(rows(authors, "name", Operator.IS, "")).containsExactly("3");
    assertThat(rows(authors, "name", Operator.IS, "' or true --")).isEmpty();
    assertThat(rows(authors, "photo", Operator.IS, "\\x00ff10")).containsExactly("1");
    assertThat(rows(authors, "joined", Operator.LESS, "2026-01-03")).hasSize(4);
  }

  private static List<String> rows(Shown shown, String column, Operator operator, String value)
      throws Exception {
    return column(shop.page(shown.where(new Filter(column, operator, value)).url()), 2);
  }

  @Test
  void filtersAddUpAndStayWithTheOrderAndThePages() throws Exception {
    Shown shown =
        all("books")
            .where(new Filter("author_id", Operator.IS, "1"))
            .where(new Filter("id", Operator.MORE, "10"))
            .by("price");

    assertThat(through(shown, 2)).hasSize(60).startsWith("12", "14");
    Document page = shop.page(shown.url());
    assertThat(page.select(".filter input[name=value]").eachAttr("value")).startsWith("1", "10");
    assertThat(page.expectForm("form.filters").formData())
        .extracting(it -> it.key() + "=" + it.value())
        .contains("sort=price", "column=author_id", "is=more", "table=books");
  }

  @Test
  void whatPostgresqlRefusesIsSaidInItsWords() throws Exception {
    HttpResponse<String> answer =
        shop.get(all("books").where(new Filter("id", Operator.IS, "x<y")).url());

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(Jsoup.parse(answer.body()).select("[role=alert]").text())
        .contains("invalid input syntax for type integer: \"x<y\"", "22P02");
    assertThat(Jsoup.parse(answer.body()).select(".filter input").eachAttr("value"))
        .contains("x<y");
    assertThat(shop.get(all("nothing").url()).statusCode()).isEqualTo(404);
    assertThat(shop.get(all("books").where(new Filter("no", Operator.IS, "")).url()).statusCode())
        .isEqualTo(400);
    assertThat(shop.get("/_console/tables/rows").statusCode()).isEqualTo(400);
    assertThat(shop.get(all("pg_class").url()).statusCode()).isEqualTo(404);
  }

  @Test
  void foreignKeysAreLinksBothWays() throws Exception {
    Document books = shop.page(all("books").where(new Filter("id", Operator.IS, "2")).url());
    Document author = shop.page(books.expectFirst("tbody td:nth-child(3) a").attr("href"));
    assertThat(column(author, 3)).containsExactly("Ada");

    Document row = shop.page(author.expectFirst("tbody a").attr("href"));
    assertThat(row.select("li").eachText())
        .containsExactly(HOSTILE + " by naïve ☃", "books by author_id");
    Document back = shop.page(row.select("li a").getLast().attr("href"));
    assertThat(column(back, 2)).hasSize(50).startsWith("2", "4");
  }

  @Test
  void aKeyOfSeveralColumnsIsALinkAndAnEmptyTextInItIsNoNull() throws Exception {
    Document uses = shop.page(all("pair_uses").url());
    assertThat(uses.select("tbody td:nth-child(3) a")).hasSize(1);

    Document pairs = shop.page(uses.expectFirst("tbody td:nth-child(3) a").attr("href"));
    assertThat(column(pairs, 4)).containsExactly("two");
    for (String href : shop.page(all("pairs").url()).select("tbody a").eachAttr("href")) {
      assertThat(shop.page(href).select("h1").text()).startsWith("pairs ");
    }
  }

  @Test
  void namesAreNamesWhateverIsInThem() throws Exception {
    Document page = shop.page(all(HOSTILE).url());
    assertThat(page.select("thead a").eachText())
        .contains("<script>alert(1)</script>", "we\"ird '? $1 {0} \\", "naïve ☃");
    assertThat(page.select("script")).hasSize(1);

    for (String column : List.of("<script>alert(1)</script>", "we\"ird '? $1 {0} \\", "naïve ☃")) {
      assertThat(through(all(HOSTILE).by(column), 2)).hasSize(2);
      assertThat(rows(all(HOSTILE), column, Operator.FILLED, "")).isNotEmpty();
    }
    assertThat(rows(all(HOSTILE), "we\"ird '? $1 {0} \\", Operator.IS, "'; drop table books; --"))
        .containsExactly("1");
    Document author = shop.page(page.expectFirst("td:nth-child(4) a").attr("href"));
    assertThat(column(author, 3)).containsExactly("Ada");
    assertThat(shop.db().fetchCount(org.jooq.impl.DSL.table("books"))).isEqualTo(130);
  }

  @Test
  void valuesAreTextsWhateverIsInThem() throws Exception {
    Document page = shop.page(all("authors").url());

    assertThat(page.select("script")).hasSize(1);
    assertThat(page.select("td img, td b, [onerror], [onfocus]")).isEmpty();
    assertThat(column(page, 3)).contains("<script>document.title = \"hacked\"</script>");
    assertThat(page.select("tbody tr:nth-child(3) td:nth-child(3) .null").text())
        .isEqualTo("empty");
    assertThat(page.select("tbody tr:nth-child(3) td:nth-child(4) .null").text()).isEqualTo("null");
    Document row = shop.page(page.select("tbody a:contains(Open)").get(2).attr("href"));
    assertThat(row.select("script")).hasSize(1);
    assertThat(row.select("textarea").eachText())
        .contains("\"</textarea><script>document.title=3</script>\"");
  }

  @Test
  void ofEnormousValuesOnlyTheBeginningIsRead() throws Exception {
    HttpResponse<String> answer = shop.get(all("authors").url());

    assertThat(answer.body()).hasSizeLessThan(30_000).contains("0123456789012345");
    Document row = shop.page(Jsoup.parse(answer.body()).select("tbody a").getLast().attr("href"));
    assertThat(row.select("textarea[readonly]").eachText())
        .anyMatch(text -> text.length() == 65_537);
    assertThat(row.text()).contains("too long to be edited here");
  }
}
