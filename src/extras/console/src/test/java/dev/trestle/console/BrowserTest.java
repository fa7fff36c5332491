package dev.trestle.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/**
 * The pages as people see and use them, in Chromium; pictures are in {@code target/screenshots}.
 */
@Timeout(120)
class BrowserTest {
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
        "/routes");
  }

  @ParameterizedTest
  @CsvSource({"light, 1280", "dark, 1280", "light, 400", "dark, 400"})
  void noPageKeepsAnybodyOut(String scheme, int width) throws Exception {
    browser.scheme(scheme);
    browser.size(width, 900);
    List<Object> barriers = new ArrayList<>();
    for (String page : pages()) {
      open(page);
      browser.picture((scheme + "-" + width + page).replaceAll("[/?&=]", "-"));
      barriers.addAll(browser.barriers());
      Object wider =
          browser
              .driver()
              .executeScript("return document.documentElement.scrollWidth > innerWidth");
      assertThat(wider).as("%s is wider than %d pixels", page, width).isEqualTo(false);
    }
    browser.size(1280, 900);
    assertThat(barriers).isEmpty();
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
    for (int i = 0; i < 7; i++) {
      browser.driver().switchTo().activeElement().sendKeys(Keys.TAB);
      WebElement at = browser.driver().switchTo().activeElement();
      order.add(at.getText().isEmpty() ? at.getTagName() : at.getText().split("\n")[0].strip());
    }

    assertThat(order)
        .startsWith("Skip to the content", "Trestle", "Overview", "Requests", "Routes");
    assertThat(order.get(6)).isEqualTo("/books");

    open("/routes");
    browser.driver().switchTo().activeElement().sendKeys(Keys.TAB);
    browser.driver().switchTo().activeElement().sendKeys(Keys.ENTER);
    assertThat(browser.driver().switchTo().activeElement().getDomAttribute("id")).isEqualTo("main");
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
