package dev.trestle;

import static dev.trestle.Served.get;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.spi.Call;
import dev.trestle.spi.RouteDefinition;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** R56: answers that the client may have already, and changes of what it has seen only. */
class ConditionalTest {
  private static final Instant CHANGED = Instant.parse("2026-03-01T10:00:00.9Z");
  private static final String SAME = "Sun, 01 Mar 2026 10:00:00 GMT";
  private static final String BEFORE = "Sun, 01 Mar 2026 09:59:59 GMT";
  private static final String LATER = "Sun, 01 Mar 2026 10:00:01 GMT";

  @RegisterExtension static final Served http = Served.with(ConditionalTest::routes);

  private static List<RouteDefinition> routes() {
    return List.of(
        RouteDefinition.at("/strong", "Strong")
            .on(
                Verb.GET,
                call ->
                    Response.json("x")
                        .withETag(ETag.of(7))
                        .withLastModified(CHANGED)
                        .withHeader("Cache-Control", "max-age=5")
                        .withHeader("Content-Language", "en")
                        .withAddedHeader("Set-Cookie", "a=1")
                        .withAddedHeader("Set-Cookie", "b=2"))
            .on(Verb.POST, call -> Response.json("x").withETag(ETag.of(7)))
            .on(Verb.PUT, ConditionalTest::put)
            .on(Verb.PATCH, ConditionalTest::create),
        RouteDefinition.at("/weak", "Weak")
            .on(Verb.GET, call -> Response.json("x").withETag(ETag.weak("7,8")))
            .on(
                Verb.PUT,
                call -> {
                  call.request().preconditions().check(ETag.weak(7));
                  return Response.noContent();
                }),
        get("/dated", call -> Response.text("x").withLastModified(CHANGED)),
        get("/computed", call -> Response.json(Map.of("a", 1)).withETag()),
        get(
            "/stream",
            call ->
                Response.stream(
                        "text/plain",
                        out -> {
                          throw new IllegalStateException("The writer ran");
                        })
                    .withETag(ETag.of(7))),
        get("/gone", call -> Response.json(410, "gone").withETag(ETag.of(7))),
        get("/unserialisable", call -> Response.json(new Secret()).withETag()),
        get("/odd", call -> Response.json("x").withHeader("ETag", "odd")));
  }

  /** Refuses to be written. */
  public static final class Secret {
    public String getName() {
      throw new IllegalStateException("secret");
    }
  }

  private static Response put(Call call) {
    call.request().preconditions().required().check(ETag.of(7));
    return Response.noContent().withETag(ETag.of(8));
  }

  private static Response create(Call call) {
    call.request().preconditions().required().checkAbsent();
    return Response.noContent();
  }

  @Test
  void whatIsTaggedIsSentWithItsTagAndItsDate() {
    RawHttp.Answer answer = http.send("GET", "/strong");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("ETag")).contains("\"7\"");
    assertThat(answer.header("Last-Modified")).contains(SAME);
    assertThat(answer.body()).isEqualTo("\"x\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"7\"",
        "W/\"7\"",
        "*",
        "\"6\", \"7\"",
        "\"6\" ,,W/\"7\",",
        "\"6\"\r\nIf-None-Match: \"7\""
      })
  void aClientThatHasTheAnswerGetsNoBodyButItsHeaders(String tags) {
    for (String method : List.of("GET", "HEAD")) {
      RawHttp.Answer answer = http.send(method, "/strong", "If-None-Match: " + tags);

      assertThat(answer.status()).isEqualTo(304);
      assertThat(answer.body()).isEmpty();
      assertThat(answer.header("ETag")).contains("\"7\"");
      assertThat(answer.header("Last-Modified")).contains(SAME);
      assertThat(answer.header("Cache-Control")).contains("max-age=5");
      assertThat(answer.header("Date")).isPresent();
      assertThat(answer.header("X-Request-Id")).isPresent();
      assertThat(answer.headers()).contains("Set-Cookie: a=1", "Set-Cookie: b=2");
      assertThat(answer.header("Content-Type")).isEmpty();
      assertThat(answer.header("Content-Length")).isEmpty();
      assertThat(answer.header("Content-Language")).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"8\"", "\"\"", "7", "\"7", "\"6\" \"7\"", "W/7", "w/\"7\"", "\"6, 7\""})
  void aClientThatHasAnotherAnswerOrWritesNonsenseGetsThisOne(String tags) {
    RawHttp.Answer answer = http.send("GET", "/strong", "If-None-Match: " + tags);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("\"x\"");
  }

  @Test
  void aCommaWithinATagSeparatesNothing() {
    assertThat(http.send("GET", "/weak").header("ETag")).contains("W/\"7,8\"");
    assertThat(http.send("GET", "/weak", "If-None-Match: \"7,8\"").status()).isEqualTo(304);
    assertThat(http.send("GET", "/weak", "If-None-Match: \"7\", \"8\"").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        SAME + "|304",
        LATER + "|304",
        BEFORE + "|200",
        "Sunday, 01-Mar-26 10:00:00 GMT|304",
        "Sun Mar  1 10:00:00 2026|304",
        "yesterday|200",
        "2026-03-01T10:00:00Z|200",
      })
  void aDateIsComparedBySeconds(String date, int status) {
    assertThat(http.send("GET", "/dated", "If-Modified-Since: " + date).status()).isEqualTo(status);
    assertThat(http.send("HEAD", "/dated", "If-Modified-Since: " + date).status())
        .isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // A tag goes before a date, whichever way it decides.
        "If-None-Match: \"6\"|If-Modified-Since: " + SAME + "|200",
        "If-None-Match: \"7\"|If-Modified-Since: " + BEFORE + "|304",
        "If-Match: \"7\"|If-Unmodified-Since: " + BEFORE + "|200",
        "If-Match: \"6\"|If-Unmodified-Since: " + SAME + "|412",
        // What must hold goes before what saves sending.
        "If-Match: \"6\"|If-None-Match: \"7\"|412",
        "If-Match: \"7\"|If-None-Match: \"7\"|304",
        "If-Unmodified-Since: " + BEFORE + "|If-None-Match: \"7\"|412",
        "If-Unmodified-Since: " + SAME + "|If-None-Match: \"7\"|304",
        "If-Unmodified-Since: nonsense|X: y|200",
        "If-Match: *|X: y|200",
        "If-Match: W/\"7\"|X: y|412",
        "If-Match: 7|X: y|400",
      })
  void conditionsAreTakenInTheirOrder(String first, String second, int status) {
    assertThat(http.send("GET", "/strong", first, second).status()).isEqualTo(status);
    assertThat(http.send("GET", "/strong", second, first).status()).isEqualTo(status);
  }

  @Test
  void aTagOfTheBodyStaysTheSameWhileItsBytesDo() {
    RawHttp.Answer answer = http.send("GET", "/computed");
    String tag = answer.header("ETag").orElseThrow();

    assertThat(tag).isEqualTo(ETag.ofBytes("{\"a\":1}".getBytes(UTF_8)).toString());
    assertThat(answer.header("Content-Type")).contains("application/json");
    assertThat(answer.header("Content-Length")).contains("7");
    assertThat(http.send("HEAD", "/computed").header("Content-Length")).contains("7");
    assertThat(http.send("GET", "/computed", "If-None-Match: " + tag).status()).isEqualTo(304);
    assertThat(http.send("GET", "/computed", "If-None-Match: \"x\"").body()).isEqualTo("{\"a\":1}");
  }

  @Test
  void aBodyThatCannotBeWrittenIsNotTagged() {
    RawHttp.Answer answer = http.send("GET", "/unserialisable");

    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.header("ETag")).isEmpty();
  }

  @Test
  void aStreamIsNotWrittenForAClientThatHasIt() {
    assertThat(http.send("GET", "/stream", "If-None-Match: \"7\"").status()).isEqualTo(304);
    assertThat(http.send("GET", "/stream").status()).isEqualTo(500);
  }

  @Test
  void onlyTheSuccessOfAReadIsCompared() {
    assertThat(http.send("GET", "/gone", "If-None-Match: *").status()).isEqualTo(410);
    assertThat(http.send("POST", "/strong", "If-None-Match: *").status()).isEqualTo(200);
    assertThat(http.send("GET", "/odd", "If-None-Match: \"7\"").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"7\"|204|",
        "\"6\",\"7\"|204|",
        "*|204|",
        "\"7--gzip\"|204|",
        "\"6\"|412|It has been changed since you read it; read it again",
        "W/\"7\"|412|It has been changed since you read it; read it again",
        "''|412|It has been changed since you read it; read it again",
        "7|400|If-Match is 7; it must be * or a list of tags in quotes, as ETag has them",
      })
  void aChangeOfAVersionThatIsNotTheStoredOneIsRefused(String tags, int status, String error) {
    RawHttp.Answer answer = http.send("PUT", "/strong", "If-Match: " + tags);

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.body()).isEqualTo(error == null ? "" : "{\"error\":\"" + error + "\"}");
    assertThat(answer.header("ETag").isPresent()).isEqualTo(status == 204);
  }

  @Test
  void aChangeWithoutAVersionIs428WhereOneIsRequired() {
    RawHttp.Answer answer = http.send("PUT", "/strong");

    assertThat(answer.status()).isEqualTo(428);
    assertThat(answer.body())
        .isEqualTo(
            "{\"error\":\"This needs If-Match with the ETag of what you read, so that no change is"
                + " lost\"}");
    assertThat(http.send("PUT", "/strong", "If-None-Match: \"6\"").status()).isEqualTo(428);
    assertThat(http.send("PUT", "/strong", "If-Unmodified-Since: " + LATER).status())
        .isEqualTo(428);
  }

  @Test
  void whoWantsToCreateSaysThatNothingIsThere() {
    assertThat(http.send("PUT", "/strong", "If-None-Match: *").status()).isEqualTo(412);
    assertThat(http.send("PATCH", "/strong", "If-None-Match: *").status()).isEqualTo(204);
    assertThat(http.send("PATCH", "/strong", "If-Match: *").body())
        .isEqualTo("{\"error\":\"It is not there any more\"}");
    assertThat(http.send("PATCH", "/strong", "If-Match: \"7\"").status()).isEqualTo(412);
  }

  @Test
  void aWeakTagCannotProtectAChange() {
    try (LoggedErrors log = new LoggedErrors()) {
      assertThat(http.send("PUT", "/weak", "If-Match: \"7\"").status()).isEqualTo(500);
      assertThat(log.text())
          .contains("If-Match never matches a weak tag such as W/\"7\"; use ETag.of");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "a\"b", "a\nb", "é", "7--gzip"})
  void aTagThatCannotBeSentIsRefused(String value) {
    assertThatThrownBy(() -> ETag.of(value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + value + "'");
  }

  @Test
  void aStreamAndAnEmptyAnswerHaveNoTagOfTheirBody() {
    assertThatThrownBy(() -> Response.stream("text/csv", out -> {}).withETag())
        .hasMessage(
            "The bytes of a stream are not known before they are sent; use"
                + " withETag(ETag.of(version))");
    assertThatThrownBy(() -> Response.noContent().withETag())
        .hasMessage("Without a body there is nothing to make a tag of");
  }
}
