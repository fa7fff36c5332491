package dev.trestle.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.support.ui.Select;

/**
 * The pages as people see and use them, in Chromium; pictures are in {@code target/screenshots}.
 */
@Timeout(120)
class BrowserTest {
  private static final String ROWS = "/tables/rows?table=";

  @RegisterExtension static final Shop shop = new Shop();
  @RegisterExtension static final Browser browser = new Browser();

  private static void open(String page) {
    browser.open(shop.app().url() + "/_console" + page);
  }

  private static List<String> pages() throws Exception {
    shop.get("/books");
    shop.get("/books/7");
    shop.get("/nowhere?x=%3Cscript%3E");
    long number = shop.requests().newest().getLast().number();
    return List.of(
        "",
        "/requests",
        "/requests/" + number,
        "/requests/" + number + "/plans/1",
        "/requests/999999",
        "/routes",
        "/tables",
        ROWS + "books&column=id&is=most&value=60&sort=title",
        ROWS + "books&column=id&is=is&value=x",
        ROWS + "authors",
        ROWS + "keyless",
        ROWS + "%3B+drop+table+books%3B+--",
        "/tables/row?table=authors&key=1",
        "/tables/row?table=authors&key=4",
        "/tables/new?table=authors");
  }

  @ParameterizedTest
  @ValueSource(strings = {"light", "dark"})
  void noPageKeepsAnybodyOut(String scheme) throws Exception {
    browser.scheme(scheme);
    List<Object> barriers = new ArrayList<>();
    for (String page : pages()) {
      open(page);
      picture(scheme, page);
      barriers.addAll(browser.barriers());
    }
    assertThat(barriers).isEmpty();
  }

  @Test
  void noPageIsWiderThanANarrowScreen() throws Exception {
    browser.scheme("dark");
    browser.size(400, 900);
    try {
      for (String page : pages()) {
        open(page);
        picture("narrow", page);
        Object wider =
            browser
                .driver()
                .executeScript("return document.documentElement.scrollWidth > innerWidth");
        assertThat(wider).as("%s is wider than the screen", page).isEqualTo(false);
      }
    } finally {
      browser.size(1280, 900);
    }
  }

  private static void picture(String kind, String page) {
    browser.picture(kind + page.replaceAll("[^a-z0-9]+", "-"));
  }

  @Test
  void aRequestAppearsWhileSomebodyLooksAndItsPlanOnDemand() throws Exception {
    open("/requests");
    assertThat(browser.find("[data-pause]").isDisplayed()).isTrue();
    browser.await(() -> {
      // Not before the page listens.
      ask("/books/21");
      return browser.find("tbody").getText().contains("/books/21");
    });
    browser.await(() -> browser.find("tbody").getText().contains("200"));
    browser.await(() -> browser.find("[data-told]").getText().contains("new request"));

    browser.all("tbody a").getFirst().click();
    WebElement plan = browser.find("[data-plan]");
    plan.click();
    browser.await(() -> !browser.all("pre.plan").isEmpty());

    assertThat(browser.find("pre.plan").getText()).contains("(id = 21)");
    assertThat(browser.driver().switchTo().activeElement()).isEqualTo(browser.find("pre.plan"));
    browser.picture("plan");
    plan.click();
    assertThat(browser.all("pre.plan")).isEmpty();
  }

  private static void ask(String path) {
    try {
      shop.get(path);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void whileItIsPausedNothingMoves() {
    open("/requests");
    browser.find("[data-pause]").click();
    assertThat(browser.find("[data-pause]").getText()).isEqualTo("Go on");
    ask("/books/31");
    browser.find("[data-pause]").click();
    browser.await(() -> browser.find("tbody").getText().contains("/books/31"));
  }

  @Test
  void withoutScriptsAllIsThere() {
    browser.scripts(false);
    try {
      ask("/books/41");
      open("/requests");
      assertThat(browser.find("tbody").getText()).contains("/books/41");
      assertThat(browser.find("[data-pause]").isDisplayed()).isFalse();
      browser.all("tbody a").getFirst().click();
      browser.find("[data-plan]").click();
      assertThat(browser.find("h1").getText()).isEqualTo("Plan of statement 1");
    } finally {
      browser.scripts(true);
    }
  }

  @Test
  void theKeyboardGoesFromTheSkipLinkThroughThePage() {
    open("/routes");
    List<String> order = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      browser.driver().switchTo().activeElement().sendKeys(Keys.TAB);
      WebElement at = browser.driver().switchTo().activeElement();
      order.add(at.getText().isEmpty() ? at.getTagName() : at.getText().split("\n")[0].strip());
    }

    assertThat(order)
        .startsWith("Skip to the content", "Trestle", "Overview", "Requests", "Routes", "Tables");
    assertThat(order.get(7)).isEqualTo("/books");

    open("/routes");
    browser.driver().switchTo().activeElement().sendKeys(Keys.TAB);
    browser.driver().switchTo().activeElement().sendKeys(Keys.ENTER);
    assertThat(browser.driver().switchTo().activeElement().getDomAttribute("id")).isEqualTo("main");
  }

  @Test
  void aRowIsChangedByKeyboardAlone() {
    open("/tables/row?table=books&key=3");
    browser.find("label").click(); // Where tabbing begins.
    WebElement title = browser.find("input[name=column][value=title] + .value textarea");
    while (!browser.driver().switchTo().activeElement().equals(title)) {
      browser.driver().switchTo().activeElement().sendKeys(Keys.TAB);
    }
    title.sendKeys(Keys.chord(Keys.CONTROL, "a"), "By keyboard", Keys.TAB, Keys.TAB, Keys.TAB);
    while (!browser.driver().switchTo().activeElement().getText().equals("Save")) {
      browser.driver().switchTo().activeElement().sendKeys(Keys.TAB);
    }
    browser.driver().switchTo().activeElement().sendKeys(Keys.ENTER);

    browser.await(() -> !browser.all("[role=status]").isEmpty());
    assertThat(browser.find("[role=status]").getText()).isEqualTo("The row is stored.");
    assertThat(shop.db().fetchValue("select title from books where id = 3"))
        .isEqualTo("By keyboard");
  }

  @Test
  void aDoubleClickOnAValueOpensItAndTheWayBackLeadsToTheSameRows() {
    open(ROWS + "books&column=author_id&is=is&value=1&sort=price");
    String list = browser.driver().getCurrentUrl();
    new Actions(browser.driver())
        .doubleClick(browser.find("tbody tr:nth-child(2) td:nth-child(5)"))
        .perform();
    browser.await(() -> browser.find("h1").getText().equals("books 4"));
    assertThat(browser.driver().switchTo().activeElement().getDomAttribute("id")).isEqualTo("f3");

    browser.driver().switchTo().activeElement().sendKeys(Keys.ENTER);
    browser.await(() -> !browser.all("[role=status]").isEmpty());
    browser.all("[data-back]").getLast().click();

    browser.await(() -> browser.driver().getCurrentUrl().equals(list));
  }

  @Test
  void whoWritesAValueMeansAValueAndWhoChoosesNullHasNone() {
    open("/tables/row?table=authors&key=3");
    WebElement email = browser.find("input[name=column][value=email] + .value textarea");
    Select mode = new Select(browser.find("input[name=column][value=email] + .value [name=mode]"));
    assertThat(mode.getFirstSelectedOption().getText()).isEqualTo("null");

    email.sendKeys("x");
    assertThat(mode.getFirstSelectedOption().getText()).isEqualTo("value");
    mode.selectByVisibleText("null");
    assertThat(email.getDomProperty("value")).isEmpty();
  }

  @Test
  void aRowIsFoundByItsForeignKeyAndRemovedInTwoStepsWithoutScripts() {
    shop.db().execute("insert into books values (1001, 3, 'to be removed', 1)");
    browser.scripts(false);
    try {
      open(ROWS + "authors&column=id&is=is&value=3");
      browser.all("tbody a").getFirst().click();
      browser.all("main li a").getLast().click();
      browser.find("input[value='3'], input[name=value]");
      browser.all("tbody a").stream()
          .filter(it -> it.getText().startsWith("Open"))
          .findFirst()
          .orElseThrow()
          .click();
      assertThat(browser.find(".danger").isDisplayed()).isFalse();
      browser.find("summary").click();
      browser.find(".danger").click();
      assertThat(browser.find("[role=status]").getText()).isEqualTo("The row is removed.");
      assertThat(shop.db().fetch("select from books where id = 1001")).isEmpty();
    } finally {
      browser.scripts(true);
    }
  }

  @Test
  void nothingThatIsStoredRuns() {
    for (String page : List.of(ROWS + "authors", "/tables/row?table=authors&key=2")) {
      open(page);
      browser.all("textarea, input").forEach(WebElement::isDisplayed);
      assertThat(browser.driver().getTitle()).endsWith("· Trestle console");
    }
  }

  @Test
  void thePageOfAFigureChangesByItself() {
    open("");
    shop.app().db().execute("select 1");
    WebElement first = browser.find("[data-refresh] .card");
    browser.await(() -> {
      WebElement now = browser.find("[data-refresh] .card");
      return !now.equals(first) && now.getText().contains("of 3 out");
    });
  }
}
