package dev.trestle.service;

import static dev.trestle.service.Answers.assertAnswer;
import static dev.trestle.service.Answers.etag;
import static dev.trestle.service.Answers.json;
import static dev.trestle.service.Service.post;
import static dev.trestle.service.Service.send;
import static dev.trestle.service.Service.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.testing.TestApp;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Posts over a real socket and a real database. */
class PostsTest {
  @RegisterExtension static final TestApp app = Service.seeded();

  @BeforeEach
  void forget() {
    app.statements().clear();
  }

  @Test
  void aPageHasItsPostsAndARealTotal() {
    JsonNode page = json(app.get("/api/posts/paginated?page=3&limit=10"));

    assertThat(page.get("posts")).hasSize(10);
    assertThat(page.get("pagination").toString())
        .isEqualTo("{\"page\":3,\"limit\":10,\"total\":100000,\"pages\":10000}");
    assertThat(page.get("posts").get(0).get("id").asString()).isEqualTo(post(100_000 - 20));
    assertThat(app.statements().statements()).hasSize(2);
  }

  @Test
  void aPageBeyondTheLastIsEmptyAndTheFirstIsTheDefault() {
    assertThat(json(app.get("/api/posts/paginated?page=2147483647&limit=100")).get("posts"))
        .isEmpty();
    assertThat(json(app.get("/api/posts/paginated")).get("pagination").toString())
        .isEqualTo("{\"page\":1,\"limit\":10,\"total\":100000,\"pages\":10000}");
    assertThat(json(app.get("/api/posts/paginated?page=-1&limit=500")).get("pagination").toString())
        .isEqualTo("{\"page\":1,\"limit\":100,\"total\":100000,\"pages\":1000}");
  }

  @Test
  void aSearchIgnoresCaseAndGivesTheAuthorInOneStatement() {
    JsonNode found = json(app.get("/api/posts/search?query=POSTGRES&published=true"));

    assertThat(found).hasSize(20);
    assertThat(found.get(0).propertyNames())
        .containsExactly("id", "title", "content", "published", "authorId", "createdAt", "author");
    assertThat(found.get(0).get("author").propertyNames()).containsExactly("id", "name", "email");
    assertThat(found.get(0).get("author").get("id")).isEqualTo(found.get(0).get("authorId"));
    assertThat(found.valueStream()).allMatch(post -> post.get("published").asBoolean());
    assertThat(app.statements().statements()).hasSize(1);
  }

  @Test
  void aSearchWithoutAFilterFindsBothKindsAndWithoutAQueryEverything() {
    assertThat(
            json(app.get("/api/posts/search?query=postgres"))
                .valueStream()
                .map(post -> post.get("published").asBoolean())
                .distinct())
        .hasSize(2);
    assertThat(json(app.get("/api/posts/search"))).hasSize(20);
    assertThat(json(app.get("/api/posts/search?query=nothing-like-this"))).isEmpty();
    assertThat(app.get("/api/posts/search?published=maybe").statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"100%25", "o_t", "%5C", "%27%3B+drop+table+users%3B--", "%25"})
  void whatMeansSomethingToSqlMeansItselfInASearch(String query) {
    HttpResponse<String> answer = app.get("/api/posts/search?query=" + query);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(json(answer)).isEmpty();
  }

  @Test
  void aCharacterThatPostgresCannotStoreIsBad() {
    assertAnswer(
        app.get("/api/posts/search?query=%00"),
        400,
        "{\"error\":\"A value cannot be stored as its column's type\"}");
  }

  @Test
  void theListIsReadByPagesWithLinksToTheOthers() {
    HttpResponse<String> third = app.get("/api/posts?page=3&limit=10");

    assertThat(json(third)).hasSize(10);
    assertThat(json(third).get(0).get("id").asString()).isEqualTo(post(100_000 - 20));
    assertThat(third.headers().firstValue("Link"))
        .contains(
            "</api/posts?limit=10&page=1>; rel=\"first\", </api/posts?limit=10&page=2>; rel=\"prev\","
                + " </api/posts?limit=10&page=4>; rel=\"next\", </api/posts?limit=10&page=10000>;"
                + " rel=\"last\"");
  }

  @Test
  void theFirstPageHasNoneBeforeItAndTheLastNoneAfter() {
    assertThat(link(app.get("/api/posts?limit=100"))).doesNotContain("prev").contains("next");
    assertThat(link(app.get("/api/posts?limit=100&page=1000")))
        .doesNotContain("next")
        .contains("page=999>; rel=\"prev\"");
    HttpResponse<String> beyond = app.get("/api/posts?limit=100&page=5000");
    assertThat(json(beyond)).isEmpty();
    assertThat(link(beyond)).doesNotContain("next").contains("page=1000>; rel=\"prev\"");
  }

  @Test
  void theListIsReadFromCursorToCursor() {
    List<String> ids = new ArrayList<>();
    Optional<String> next = Optional.of("/api/posts?limit=7&cursor=");
    for (int i = 0; i < 3; i++) {
      HttpResponse<String> slice = app.get(next.orElseThrow());
      json(slice).forEach(it -> ids.add(it.get("id").asString()));
      next = relation(slice, "next");
    }

    assertThat(ids).isEqualTo(IntStream.range(0, 21).mapToObj(i -> post(100_000 - i)).toList());
    assertThat(relation(app.get("/api/posts?cursor="), "prev")).isEmpty();
    assertThat(app.get("/api/posts?cursor=made-up").statusCode()).isEqualTo(400);
    assertThat(app.get("/api/posts?cursor=&page=2").statusCode()).isEqualTo(400);
  }

  private static Optional<String> relation(HttpResponse<String> answer, String name) {
    return Pattern.compile("<([^>]*)>; rel=\"" + name + "\"")
        .matcher(link(answer))
        .results()
        .map(match -> match.group(1))
        .findFirst();
  }

  @Test
  void aPostIsCreatedReadChangedAndDeleted() {
    HttpResponse<String> created =
        app.post("/api/posts", "{\"title\":\"New\",\"authorId\":\"" + user(60) + "\"}");
    assertThat(created.statusCode()).isEqualTo(201);
    assertThat(json(created).propertyNames())
        .containsExactly("id", "title", "content", "published", "authorId", "createdAt");
    assertThat(json(created).get("published").asBoolean()).isFalse();
    String path = created.headers().firstValue("Location").orElseThrow();
    assertThat(app.get(path).body()).isEqualTo(created.body());

    JsonNode patched = json(send(app, "PATCH", path, "{\"published\":true,\"content\":\"Text\"}"));
    assertThat(patched.get("title").asString()).isEqualTo("New");
    assertThat(patched.get("published").asBoolean()).isTrue();
    JsonNode put =
        json(send(app, "PUT", path, "{\"title\":\"Whole\",\"authorId\":\"" + user(61) + "\"}"));
    assertThat(put.get("content").isNull()).isTrue();
    assertThat(put.get("published").asBoolean()).isFalse();
    assertThat(put.get("authorId").asString()).isEqualTo(user(61));
    assertThat(json(app.get(path))).isEqualTo(put);

    assertThat(send(app, "DELETE", path, "").statusCode()).isEqualTo(204);
    assertAnswer(app.get(path), 404, "{\"error\":\"Post not found\"}");
    assertThat(send(app, "PATCH", path, "{\"title\":\"x\"}").statusCode()).isEqualTo(404);
    assertThat(send(app, "DELETE", path, "").statusCode()).isEqualTo(404);
  }

  @Test
  void aPostOfNobodyIsRefused() {
    assertAnswer(
        app.post("/api/posts", "{\"title\":\"x\",\"authorId\":\"" + user(99_999_999) + "\"}"),
        422,
        "{\"error\":\"Author id does not exist\",\"fields\":{\"authorId\":\"does not exist\"}}");
    assertThat(json(app.post("/api/posts", "{}")).get("fields").propertyNames())
        .containsExactly("title", "authorId");
    assertThat(send(app, "PATCH", "/api/posts/" + post(1), "{\"published\":null}").statusCode())
        .isEqualTo(400);
  }

  @Test
  void aPostThatWasChangedSinceItWasReadIsNotOverwritten() {
    String path = "/api/posts/" + post(9);
    String body = "{\"title\":\"Late\",\"authorId\":\"" + user(1) + "\"}";
    String seen = etag(app.get(path));
    HttpResponse<String> first =
        send(app, "PATCH", path, "{\"title\":\"First\"}", "If-Match", seen);

    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(etag(first)).isEqualTo(etag(app.get(path))).isNotEqualTo(seen);
    for (String verb : List.of("PATCH", "PUT", "DELETE")) {
      assertThat(send(app, verb, path, body, "If-Match", seen).statusCode()).isEqualTo(412);
    }
    assertThat(app.get(path).body()).isEqualTo(first.body());
  }

  @Test
  void fieldsOfAPostAreChosenFromAClosedSet() {
    assertThat(app.get("/api/posts/" + post(7) + "?fields=title").body())
        .isEqualTo("{\"title\":\"Note 7 on uploads\"}");
    assertThat(app.get("/api/posts/" + post(7) + "?fields=version").statusCode()).isEqualTo(400);
  }

  private static String link(HttpResponse<String> answer) {
    return answer.headers().firstValue("Link").orElse("");
  }
}
