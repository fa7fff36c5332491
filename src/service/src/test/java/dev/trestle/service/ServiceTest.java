package dev.trestle.service;

import static dev.trestle.service.Answers.assertAnswer;
import static dev.trestle.service.Answers.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.testing.TestApp;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
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
    assertThat(app.get("/api/hello").body()).isEqualTo("{\"message\":\"Hello\"}");
    assertThat(app.statements().statements()).isEmpty();
  }

  @Test
  void theCatchAllTakesSegmentsDecodedAndAtLeastOne() {
    assertThat(app.get("/api/docs/a/b%2Fc").body()).isEqualTo("{\"slug\":[\"a\",\"b/c\"]}");
    assertThat(app.get("/api/docs").statusCode()).isEqualTo(404);
  }

  @Test
  void dataMayBeKeptAndIsNotSentAgainUnchanged() {
    HttpResponse<String> data = app.get("/api/data");

    assertThat(data.body()).isEqualTo("{\"users\":10000,\"posts\":100000}");
    assertThat(data.headers().firstValue("Cache-Control"))
        .contains("public, max-age=60, stale-while-revalidate=60");
    String etag = data.headers().firstValue("ETag").orElseThrow();
    assertThat(app.send(app.request("/api/data").header("If-None-Match", etag)).statusCode())
        .isEqualTo(304);
  }

  @Test
  void whatIsPublicMayBeReadByThePagesOfEveryOrigin() {
    HttpResponse<String> answer =
        app.send(app.request("/api/public").header("Origin", "https://any.example"));
    HttpResponse<String> preflight =
        app.send(
            app.request("/api/public")
                .header("Origin", "https://any.example")
                .header("Access-Control-Request-Method", "POST")
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody()));

    assertThat(answer.body()).isEqualTo("{\"message\":\"Public data\"}");
    assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
    assertThat(preflight.statusCode()).isEqualTo(204);
    assertThat(preflight.headers().firstValue("Access-Control-Allow-Methods").orElseThrow())
        .contains("POST");
    assertThat(
            app.send(app.request("/api/hello").header("Origin", "https://any.example"))
                .headers()
                .firstValue("Access-Control-Allow-Origin"))
        .isEmpty();
  }

  @Test
  void theConfiguredSegmentIsAsItsAnnotationsSay() {
    HttpResponse<String> answer =
        app.send(app.request("/api/config-example").header("Origin", "https://app.example.com"));

    assertThat(answer.headers().firstValue("Access-Control-Allow-Credentials")).contains("true");
    assertThat(answer.headers().firstValue("RateLimit-Policy").orElseThrow()).contains("60");
    assertThat(answer.headers().firstValue("X-Cache")).contains("MISS");
    assertThat(answer.body()).endsWith("\"virtual\":false}");
    assertThat(app.get("/api/config-example").body()).isEqualTo(answer.body());
    assertThat(app.post("/api/config-example", "").statusCode()).isEqualTo(204);
    assertThat(app.get("/api/config-example").body()).isNotEqualTo(answer.body());
  }

  @Test
  void aHandlerOfTheOlderStyleAnswersEveryVerb() {
    assertThat(app.get("/api/legacy?name=Ada").body()).isEqualTo("{\"hello\":\"Ada\"}");
    assertThat(app.post("/api/legacy", "{\"name\":\"Eve\"}").body())
        .isEqualTo("{\"hello\":\"Eve\"}");
    HttpResponse<String> refused = app.send(app.request("/api/legacy").DELETE());
    assertThat(refused.statusCode()).isEqualTo(405);
    assertThat(refused.headers().firstValue("Allow")).contains("GET, HEAD, POST");
  }

  @Test
  void theTopAuthorsAreTenByTheirNumberOfPosts() {
    JsonNode top = json(app.get("/api/stats/top-authors"));

    assertThat(top).hasSize(10);
    assertThat(top.get(0).toString()).isEqualTo("{\"name\":\"User 1\",\"postCount\":10}");
    assertThat(app.statements().statements()).hasSize(1);
  }

  @Test
  void whatIsNotThereAnswersInJsonToo() {
    assertAnswer(app.get("/nowhere"), 404, "{\"error\":\"Not found\"}");
    assertThat(app.get("/api/users/").statusCode()).isEqualTo(308);
    assertThat(app.send(app.request("/api/hello").DELETE()).headers().firstValue("Allow"))
        .contains("GET, HEAD, OPTIONS");
  }
}
