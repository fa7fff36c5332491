package dev.trestle.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.Trestle;
import dev.trestle.console.internal.requests.Follower;
import dev.trestle.console.internal.requests.RecordedRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Requests as they happen, with their statements. */
@Timeout(60)
class RequestsPageTest {
  @RegisterExtension static final Shop shop = new Shop();

  /** Asks, and gives the record of it once that is complete. */
  private static RecordedRequest ask(String path) throws Exception {
    try (Follower follower = shop.requests().follow()) {
      shop.get(path);
      while (true) {
        for (long number : follower.take()) {
          RecordedRequest request = shop.requests().find(number).orElseThrow();
          if (request.target().equals(path) && request.status().isPresent()) {
            return request;
          }
        }
      }
    }
  }

  private static String page(RecordedRequest request) throws Exception {
    return shop.get("/_console/requests/" + request.number()).body();
  }

  @Test
  void aRequestIsShownWithItsStatementsTheirRowsTimesAndValues() throws Exception {
    RecordedRequest request = ask("/books/7?x=1");

    assertThat(request.route()).contains("/books/{id}");
    assertThat(request.status()).hasValue(200);
    assertThat(request.duration()).isPositive();
    assertThat(request.statements())
        .singleElement()
        .satisfies(statement -> {
          assertThat(statement.sql()).isEqualTo("select title from books where id = ?");
          assertThat(statement.values()).isEqualTo("[7]");
          assertThat(statement.rows()).hasValue(1);
          assertThat(statement.duration()).isPositive();
        });
    assertThat(page(request))
        .contains("/books/7?x=1", "select title from books where id = ?", "[7]", "1 row");
    assertThat(shop.get("/_console/requests").body()).contains("/books/7?x=1");
  }

  @Test
  void aRequestThatRepeatsAStatementIsAWarning() throws Exception {
    RecordedRequest request = ask("/books");

    assertThat(request.repeats()).containsEntry("select name from authors where id = ?", 6);
    assertThat(request.isWarning()).isTrue();
    assertThat(page(request)).contains("N+1:", "ran the same statement 6 times");
    assertThat(shop.get("/_console/requests").body()).contains("N+1");
  }

  @Test
  void aPlanIsAskedForLaterAndDoesNotRunTheStatement() throws Exception {
    RecordedRequest request = ask("/books/7");
    String path = "/_console/requests/" + request.number() + "/plans/1";

    assertThat(shop.get(path).body()).contains("<h1>Plan of statement 1</h1>", "(id = 7)", "cost=");
    assertThat(shop.get(path + "?part=true").body()).startsWith("<pre").contains("(id = 7)");
    assertThat(shop.get("/_console/requests/" + request.number() + "/plans/2").statusCode())
        .isEqualTo(404);
  }

  @Test
  void aStatementThatFailedIsShownWithItsStateAndHasNoPlan() throws Exception {
    RecordedRequest request = ask("/broken");

    assertThat(page(request)).contains("failed: 42P01");
    assertThat(shop.get("/_console/requests/" + request.number() + "/plans/1").body())
        .contains("relation \"nowhere\" does not exist");
  }

  @Test
  void whatClientsSendIsTextOnThePage() throws Exception {
    RecordedRequest request = ask("/search?q=%3Cimg+src=x+onerror=alert(1)%3E");

    assertThat(page(request))
        .contains("['&lt;img src=x onerror=alert(1)&gt;']")
        .doesNotContain("<img src=x");
  }

  @Test
  void anEndlessTargetIsCut() throws Exception {
    shop.get("/nowhere?" + "x".repeat(3_000));

    assertThat(shop.get("/_console/requests").body())
        .contains("xxx…")
        .doesNotContain("x".repeat(2_001));
  }

  @Test
  void theConsolesOwnRequestsAreLeftOut() throws Exception {
    ask("/books/7");
    shop.get("/_console/routes");
    shop.get("/_console/nothing");
    shop.get("/_consoles");

    assertThat(shop.requests().newest())
        .extracting(RecordedRequest::target)
        .contains("/_consoles")
        .doesNotContain("/_console/routes", "/_console/nothing");
  }

  @Test
  void rowsArriveWhileSomebodyLooks() throws Exception {
    URI events = URI.create(shop.app().url() + "/_console/requests/events");
    try (BufferedReader stream =
        new BufferedReader(
            new InputStreamReader(events.toURL().openStream(), StandardCharsets.UTF_8))) {
      assertThat(stream.readLine()).startsWith("retry:");
      shop.get("/books/11");

      String line = await(stream, "/books/11");
      assertThat(line).startsWith("data: ").contains("<a href=\"/_console/requests/");
      assertThat(await(stream, ">200<")).contains("status s2");
    }
  }

  private static String await(BufferedReader stream, String text) throws IOException {
    for (String line = stream.readLine(); line != null; line = stream.readLine()) {
      if (line.contains(text)) {
        return line;
      }
    }
    throw new AssertionError("The stream ended without " + text);
  }

  @Test
  void whatWasRecordedStaysWhenTheApplicationIsReplacedButItsPlansDoNot() throws Exception {
    RecordedRequest request = ask("/books/12");
    try (Trestle next = shop.console().start(shop.application())) {
      assertThat(shop.requests().find(request.number()).orElseThrow().statements())
          .singleElement()
          .satisfies(statement -> assertThat(statement.plan()).isEmpty());
      assertThat(shop.get("/_console/requests/" + request.number() + "/plans/1").body())
          .contains("the application was loaded anew since");
      assertThat(next.routes()).hasSameSizeAs(shop.app().routes());
    } finally {
      shop.console().show(shop.app());
    }
  }

  @Test
  void aRequestThatIsForgottenIsNotThere() throws Exception {
    assertThat(shop.get("/_console/requests/999999").statusCode()).isEqualTo(404);
    assertThat(shop.get("/_console/requests/x").statusCode()).isEqualTo(400);
  }
}
