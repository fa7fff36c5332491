package dev.trestle.service;

import static dev.trestle.Verb.DELETE;
import static dev.trestle.Verb.GET;
import static dev.trestle.Verb.OPTIONS;
import static dev.trestle.Verb.POST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.testing.TestAnswer;
import dev.trestle.testing.TestApp;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** What needs no table, and what is about all of them. */
class ServiceTest {
  @RegisterExtension static final TestApp app = Service.seeded();

  @BeforeEach
  void forget() {
    app.statements().clear();
  }

  @Test
  void helloNeedsNoDatabase() {
    app.call(GET, "/api/hello").expectText("{\"message\":\"Hello\"}");
    assertThat(app.statements().statements()).isEmpty();
  }

  @Test
  void theCatchAllTakesSegmentsDecodedAndAtLeastOne() {
    app.call(GET, "/api/docs/a/b%2Fc").expectText("{\"slug\":[\"a\",\"b/c\"]}");
    app.call(GET, "/api/docs").expect(404);
  }

  @Test
  void dataMayBeKeptAndIsNotSentAgainUnchanged() {
    TestAnswer data = app.call(GET, "/api/data");

    data.expectText("{\"users\":10000,\"posts\":100000}");
    data.expectHeader("Cache-Control", "public, max-age=60, stale-while-revalidate=60");
    String etag = data.header("ETag").orElseThrow();
    app.call(GET, "/api/data", it -> it.header("If-None-Match", etag)).expect(304);
  }

  @Test
  void whatIsPublicMayBeReadByThePagesOfEveryOrigin() {
    TestAnswer answer =
        app.call(GET, "/api/public", it -> it.header("Origin", "https://any.example"));
    TestAnswer preflight =
        app.call(
            OPTIONS,
            "/api/public",
            it ->
                it.header("Origin", "https://any.example")
                    .header("Access-Control-Request-Method", "POST"));

    answer.expectText("{\"message\":\"Public data\"}");
    answer.expectHeader("Access-Control-Allow-Origin", "*");
    preflight.expect(204);
    assertThat(preflight.header("Access-Control-Allow-Methods").orElseThrow()).contains("POST");
    app.call(GET, "/api/hello", it -> it.header("Origin", "https://any.example"))
        .expectNoHeader("Access-Control-Allow-Origin");
  }

  @Test
  void theConfiguredSegmentIsAsItsAnnotationsSay() {
    TestAnswer answer =
        app.call(GET, "/api/config-example", it -> it.header("Origin", "https://app.example.com"));

    answer.expectHeader("Access-Control-Allow-Credentials", "true");
    assertThat(answer.header("RateLimit-Policy").orElseThrow()).contains("60");
    answer.expectHeader("X-Cache", "MISS");
    assertThat(answer.text()).endsWith("\"virtual\":false}");
    app.call(GET, "/api/config-example").expectText(answer.text());
    app.clock().advance(Duration.ofSeconds(1));
    app.call(POST, "/api/config-example").expect(204);
    assertThat(app.call(GET, "/api/config-example").text()).isNotEqualTo(answer.text());
  }

  @Test
  void aHandlerOfTheOlderStyleAnswersEveryVerb() {
    app.call(GET, "/api/legacy?name=Ada").expectText("{\"hello\":\"Ada\"}");
    app.call(POST, "/api/legacy", "{\"name\":\"Eve\"}").expectText("{\"hello\":\"Eve\"}");
    TestAnswer refused = app.call(DELETE, "/api/legacy");
    refused.expect(405);
    refused.expectHeader("Allow", "GET, HEAD, POST");
  }

  @Test
  void theTopAuthorsAreTenByTheirNumberOfPosts() {
    JsonNode top = app.call(GET, "/api/stats/top-authors").json();

    assertThat(top).hasSize(10);
    assertThat(top.get(0).toString()).isEqualTo("{\"name\":\"User 1\",\"postCount\":10}");
    assertThat(app.statements().statements()).hasSize(1);
  }

  @Test
  void whatIsNotThereAnswersInJsonToo() {
    app.call(GET, "/nowhere").expect(404).expectText("{\"error\":\"Not found\"}");
    app.call(GET, "/api/users/").expect(308);
    app.call(DELETE, "/api/hello").expectHeader("Allow", "GET, HEAD, OPTIONS");
  }
}
