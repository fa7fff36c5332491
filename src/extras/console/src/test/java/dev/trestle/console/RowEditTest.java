package dev.trestle.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.Trestle;
import dev.trestle.console.internal.data.Shown;
import dev.trestle.console.internal.data.TableName;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.jsoup.Connection.KeyVal;
import org.jsoup.Jsoup;
import org.jsoup.helper.HttpConnection;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.FormElement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows as they are changed, added and removed. */
class RowEditTest {
  @RegisterExtension static final Shop shop = new Shop();

  private static final String ADA = "/_console/tables/row?schema=public&table=authors&key=1";

  @BeforeEach
  void ada() {
    shop.db()
        .execute(
            """
            update authors set name = 'Ada', email = 'ada@example.org', born = '1815-12-10',
              bio = E'First line\\n\\nthird "line"', mood = 'happy', tags = '{maths,"a, b"}',
              settings = '{"theme": "dark"}', photo = '\\x00ff10', active = true where id = 1
            """);
  }

  private static String stored(String expression) {
    return shop.db()
        .fetchSingle("select (" + expression + ")::text from authors where id = 1")
        .get(0, String.class);
  }

  /** Gives a column in the form of a page. */
  private static void give(Document page, String column, String mode, String text) {
    Element name = page.expectFirst("input[name=column][value=" + column + "]");
    Element field = name.parent();
    Element value = field.expectFirst("[name=text]");
    if (value.tagName().equals("select")) {
      value.select("option").removeAttr("selected");
      value.expectFirst("option[value=" + text + "]").attr("selected", true);
    } else {
      value.val(text);
    }
    Element modes = field.expectFirst("[name=mode]");
    modes.select("option").removeAttr("selected");
    modes.expectFirst("option[value=" + mode + "]").attr("selected", true);
  }

  private static void value(Document page, String column, String text) {
    give(page, column, "value", text);
  }

  /** Sends a page's form, and gives the page that follows. */
  private static Document saved(Document page) throws Exception {
    HttpResponse<String> answer = shop.submit(page);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
    return shop.page(answer.headers().firstValue("Location").orElseThrow());
  }

  private static String refused(Document page, int status) throws Exception {
    HttpResponse<String> answer = shop.submit(page);
    assertThat(answer.statusCode()).isEqualTo(status);
    return Jsoup.parse(answer.body()).select("[role=alert]").text();
  }

  @Test
  void eachTypeIsWrittenAsPostgresqlReadsIt() throws Exception {
    Document page = shop.page(ADA);
    value(page, "name", "Ada L.");
    value(page, "born", "10 Dec 1815");
    value(page, "tags", "{x,\"y, z\"}");
    value(page, "settings", "{\"a\": [1, null]}");
    value(page, "photo", "\\xcafe");
    value(page, "active", "false");
    value(page, "joined", "2026-02-03 04:05:06+00");

    Document after = saved(page);

    assertThat(after.select("[role=status]").text()).isEqualTo("The row is stored.");
    assertThat(stored("row(name, born, tags, settings, photo, active, name_length)"))
        .isEqualTo(
            "(\"Ada L.\",1815-12-10,\"{x,\"\"y, z\"\"}\",\"{\"\"a\"\": [1, null]}\",\"\\\\xcafe\",f,6)");
    assertThat(stored("joined = '2026-02-03 04:05:06+00'")).isEqualTo("true");
  }

  @Test
  void whatIsNotTouchedStaysAsItIsWithItsLineBreaks() throws Exception {
    shop.db().execute("update authors set bio = E'a\\r\\nb', email = E'c\\nd' where id = 1");
    String before = stored("xmin");
    saved(shop.page(ADA));
    assertThat(stored("xmin")).isEqualTo(before);

    Document page = shop.page(ADA);
    value(page, "bio", "a\nb\nnew");
    value(page, "email", "c\nd\nnew");
    saved(page);
    assertThat(stored("bio = E'a\\r\\nb\\r\\nnew' and email = E'c\\nd\\nnew'")).isEqualTo("true");
  }

  @Test
  void nullIsToldFromTheEmptyText() throws Exception {
    Document page = shop.page(ADA);
    give(page, "bio", "null", "");
    give(page, "email", "value", "");
    saved(page);
    assertThat(stored("bio is null and email = ''")).isEqualTo("true");

    page = shop.page(ADA);
    assertThat(
            page.select("input[name=column][value=bio] + .value option[selected]")
                .eachAttr("value"))
        .containsExactly("null");
    give(page, "bio", "null", "text");
    assertThat(refused(page, 400))
        .isEqualTo("bio has a value and is null too; choose 'value', or empty it.");
  }

  @Test
  void whatPostgresqlMakesIsNotWritten() throws Exception {
    Document page = shop.page(ADA);

    assertThat(page.select("textarea[readonly]").eachAttr("id")).containsExactly("f0", "f11");
    List<KeyVal> forged = new ArrayList<>(page.expectForm("form[method=post]").formData());
    forged.add(HttpConnection.KeyVal.create("column", "id"));
    forged.add(HttpConnection.KeyVal.create("mode", "value"));
    forged.add(HttpConnection.KeyVal.create("text", "99"));
    HttpResponse<String> answer = shop.post(shop.app().url() + ADA, forged);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("authors has no column 'id' to be written.");
  }

  @Test
  void whatPostgresqlRefusesIsSaidInItsWordsAndWhatWasWrittenStaysInTheForm() throws Exception {
    Document page = shop.page("/_console/tables/row?schema=public&table=books&key=1");
    value(page, "price", "-1");
    HttpResponse<String> answer = shop.submit(page);
    assertThat(answer.statusCode()).isEqualTo(422);
    Document again = Jsoup.parse(answer.body());
    assertThat(again.select("[role=alert]").text())
        .contains(
            "violates check constraint \"books_price_check\"", "Failing row contains", "23514");
    assertThat(again.expectFirst("input[name=column][value=price]").parent().text())
        .contains("stored: 0.25");
    assertThat(again.select("input[name=text][value=-1]")).hasSize(1);

    page = shop.page(ADA);
    value(page, "name", "x".repeat(61));
    assertThat(refused(page, 422)).contains("value too long for type character varying(60)");
  }

  @Test
  void nobodysChangeIsOverwrittenUnseen() throws Exception {
    Document mine = shop.page(ADA);
    shop.db().execute("update authors set bio = 'theirs' where id = 1");
    value(mine, "name", "mine");

    HttpResponse<String> answer = shop.submit(mine);
    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(stored("row(name, bio)")).isEqualTo("(Ada,theirs)");
    Document again = Jsoup.parse(answer.body(), shop.app().url() + ADA);
    assertThat(again.select("[role=alert]").text()).contains("Somebody has changed this row since");
    assertThat(again.select(".stored").eachText()).containsExactly("stored: Ada", "stored: theirs");

    saved(again);
    assertThat(stored("name")).isEqualTo("mine");
    Document gone = shop.page(ADA);
    gone.select("input[name=version]").val("1");
    FormElement delete = gone.expectForm("form[action*=delete]");
    assertThat(shop.submit(delete).statusCode()).isEqualTo(409);
  }

  @Test
  void aRowIsAddedWithItsDefaultsAndRemoved() throws Exception {
    Document page = shop.page("/_console/tables/new?schema=public&table=authors");
    value(page, "name", "New <b>");

    Document added = saved(page);
    assertThat(added.select("[role=status]").text()).isEqualTo("The row is added.");
    assertThat(added.select("h1").text()).startsWith("authors ");
    assertThat(shop.db().fetchValue("select tags::text from authors where name = 'New <b>'"))
        .isEqualTo("{}");

    HttpResponse<String> answer = shop.submit(added.expectForm("form[action*=delete]"));
    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(shop.page(answer.headers().firstValue("Location").orElseThrow()).text())
        .contains("The row is removed.");
    assertThat(shop.db().fetch("select from authors where name = 'New <b>'")).isEmpty();

    HttpResponse<String> late = shop.submit(added);
    assertThat(late.statusCode()).isEqualTo(409);
    Document anew = Jsoup.parse(late.body(), shop.app().url());
    assertThat(anew.select("[role=alert]").text()).contains("The row is not there any more");
    assertThat(saved(anew).select("[role=status]").text()).isEqualTo("The row is added.");
    shop.db().execute("delete from authors where name = 'New <b>'");
  }

  @Test
  void aRowThatIsReferredToIsNotRemoved() throws Exception {
    FormElement form = shop.page(ADA).expectForm("form[action*=delete]");
    HttpResponse<String> answer = shop.submit(form);

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("violates foreign key constraint", "is still referenced");
  }

  @Test
  void namesAndKeysAreWrittenWhateverIsInThem() throws Exception {
    String hostile = "; drop table books; --";
    Shown shown = Shown.all(new TableName("public", hostile));
    Document row = shop.page(shop.page(shown.url()).expectFirst("tbody a").attr("href"));
    row.expectFirst("input[name=column]").parent().expectFirst("[name=text]").val("77");
    Document after = saved(row);
    assertThat(after.select("h1").text()).isEqualTo(hostile + " 77");
    assertThat(shop.db().fetchCount(org.jooq.impl.DSL.table("books"))).isEqualTo(130);

    Document pair = shop.page("/_console/tables/row?schema=public&table=pairs&key=2&key=..");
    value(pair, "b", "a&b=c/../d");
    assertThat(saved(pair).select("h1").text()).isEqualTo("pairs 2, a&b=c/../d");
  }

  @Test
  void aTableWithoutAPrimaryKeyHasItsUniqueOneIfThatIsNeverNull() throws Exception {
    Document page = shop.page("/_console/tables/row?schema=public&table=coupons&key=SPRING");
    value(page, "percent", "25");
    assertThat(saved(page).select("h1").text()).isEqualTo("coupons SPRING");
    assertThat(shop.db().fetchValue("select percent from coupons where code = 'SPRING'"))
        .isEqualTo(25);
    assertThat(shop.get("/_console/tables/row?schema=public&table=coupons&key=1").statusCode())
        .isEqualTo(404);
  }

  @Test
  void aViewAndATableWithoutAKeyAreOnlyShown() throws Exception {
    assertThat(shop.get("/_console/tables/row?schema=public&table=keyless&key=1").statusCode())
        .isEqualTo(404);
    assertThat(shop.page("/_console/tables/rows?schema=public&table=dear_books").text())
        .doesNotContain("Add a row");
    Document page = shop.page("/_console/tables/new?schema=public&table=keyless");
    value(page, "word", "added");
    saved(page);
    assertThat(shop.db().fetch("select from keyless where word = 'added'")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Origin: https://evil.example",
        "Origin: null",
        "Origin: http://localhost.evil.example",
        "Sec-Fetch-Site: cross-site",
        "Sec-Fetch-Site: same-site",
        "Sec-Fetch-Site: none"
      })
  void aFormOfAnotherSiteChangesNothing(String header) throws Exception {
    Document page = shop.page(ADA);
    value(page, "name", "forged");
    String[] parts = header.split(": ");

    assertThat(shop.submit(page, parts[0], parts[1], "Sec-Fetch-Mode", "navigate").statusCode())
        .isEqualTo(403);
    assertThat(stored("name")).isEqualTo("Ada");
    assertThat(
            shop.submit(page, "Origin", shop.app().url(), "Sec-Fetch-Site", "same-origin")
                .statusCode())
        .isEqualTo(303);
  }

  @Test
  void aFormWithoutTheTokenOrOfAnotherConsoleChangesNothing() throws Exception {
    for (String token : new String[] {"", "x", Console.withoutTables().desk().access().token()}) {
      Document page = shop.page(ADA);
      value(page, "name", "forged");
      page.select("input[name=token]").val(token);

      assertThat(shop.submit(page).statusCode()).isEqualTo(403);
      FormElement delete = page.expectForm("form[action*=delete]");
      assertThat(shop.submit(delete).statusCode()).isEqualTo(403);
    }
    Document add = shop.page("/_console/tables/new?schema=public&table=keyless");
    add.select("input[name=token]").val("x");
    assertThat(shop.submit(add).statusCode()).isEqualTo(403);
    assertThat(stored("name")).isEqualTo("Ada");
  }

  @Test
  void withoutADatabaseThereIsNothingToEdit() throws Exception {
    Console console = Console.withoutTables();
    try (Trestle app = console.start(shop.application())) {
      Document page = Jsoup.connect(app.url() + "/_console/tables").ignoreHttpErrors(true).get();
      assertThat(page.select("[role=alert]").text()).contains("was given no database");
    }
  }
}
