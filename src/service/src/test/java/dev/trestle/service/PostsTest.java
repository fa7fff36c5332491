package dev.trestle.service;

import static dev.trestle.Verb.DELETE;
import static dev.trestle.Verb.GET;
import static dev.trestle.Verb.PATCH;
import static dev.trestle.Verb.POST;
import static dev.trestle.Verb.PUT;
import static dev.trestle.service.Service.etag;
import static dev.trestle.service.Service.post;
import static dev.trestle.service.Service.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.Verb;
import dev.trestle.testing.TestAnswer;
import dev.trestle.testing.TestApp;
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
    JsonNode page = app.call(GET, "/api/posts/paginated?page=3&limit=10").json();

    assertThat(page.get("posts")).hasSize(10);
    assertThat(page.get("pagination").toString())
        .isEqualTo("{\"page\":3,\"limit\":10,\"total\":100000,\"pages\":10000}");
    assertThat(page.get("posts").get(0).get("id").asString()).isEqualTo(post(100_000 - 20));
    assertThat(app.statements().statements()).hasSize(2);
  }

  @Test
  void aPageBeyondTheLastIsEmptyAndTheFirstIsTheDefault() {
    assertThat(app.call(GET, "/api/posts/paginated?page=2147483647&limit=100").json().get("posts"))
        .isEmpty();
    assertThat(app.call(GET, "/api/posts/paginated").json().get("pagination").toString())
        .isEqualTo("{\"page\":1,\"limit\":10,\"total\":100000,\"pages\":10000}");
    assertThat(
            app.call(GET, "/api/posts/paginated?page=-1&limit=500")
                .json()
                .get("pagination")
                .toString())
        .isEqualTo("{\"page\":1,\"limit\":100,\"total\":100000,\"pages\":1000}");
  }

  @Test
  void aSearchIgnoresCaseAndGivesTheAuthorInOneStatement() {
    JsonNode found = app.call(GET, "/api/posts/search?query=POSTGRES&published=true").json();

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
            app.call(GET, "/api/posts/search?query=postgres")
                .json()
                .valueStream()
                .map(post -> post.get("published").asBoolean())
                .distinct())
        .hasSize(2);
    assertThat(app.call(GET, "/api/posts/search").json()).hasSize(20);
    assertThat(app.call(GET, "/api/posts/search?query=nothing-like-this").json()).isEmpty();
    app.call(GET, "/api/posts/search?published=maybe").expect(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"100%25", "o_t", "%5C", "%27%3B+drop+table+users%3B--", "%25"})
  void whatMeansSomethingToSqlMeansItselfInASearch(String query) {
    TestAnswer answer = app.call(GET, "/api/posts/search?query=" + query);

    answer.expect(200);
    assertThat(answer.json()).isEmpty();
  }

  @Test
  void aCharacterThatPostgresCannotStoreIsBad() {
    app.call(GET, "/api/posts/search?query=%00")
        .expect(400)
        .expectText("{\"error\":\"A value cannot be stored as its column's type\"}");
  }

  @Test
  void theListIsReadByPagesWithLinksToTheOthers() {
    TestAnswer third = app.call(GET, "/api/posts?page=3&limit=10");

    assertThat(third.json()).hasSize(10);
    assertThat(third.json().get(0).get("id").asString()).isEqualTo(post(100_000 - 20));
    assertThat(third.header("Link"))
        .contains(
            "</api/posts?limit=10&page=1>; rel=\"first\", </api/posts?limit=10&page=2>; rel=\"prev\","
                + " </api/posts?limit=10&page=4>; rel=\"next\", </api/posts?limit=10&page=10000>;"
                + " rel=\"last\"");
  }

  @Test
  void theFirstPageHasNoneBeforeItAndTheLastNoneAfter() {
    assertThat(link(app.call(GET, "/api/posts?limit=100"))).doesNotContain("prev").contains("next");
    assertThat(link(app.call(GET, "/api/posts?limit=100&page=1000")))
        .doesNotContain("next")
        .contains("page=999>; rel=\"prev\"");
    TestAnswer beyond = app.call(GET, "/api/posts?limit=100&page=5000");
    assertThat(beyond.json()).isEmpty();
    assertThat(link(beyond)).doesNotContain("next").contains("page=1000>; rel=\"prev\"");
  }

  @Test
  void theListIsReadFromCursorToCursor() {
    List<String> ids = new ArrayList<>();
    Optional<String> next = Optional.of("/api/posts?limit=7&cursor=");
    for (int i = 0; i < 3; i++) {
      TestAnswer slice = app.call(GET, next.orElseThrow());
      slice.json().forEach(it -> ids.add(it.get("id").asString()));
      next = relation(slice, "next");
    }

    assertThat(ids).isEqualTo(IntStream.range(0, 21).mapToObj(i -> post(100_000 - i)).toList());
    assertThat(relation(app.call(GET, "/api/posts?cursor="), "prev")).isEmpty();
    app.call(GET, "/api/posts?cursor=made-up").expect(400);
    app.call(GET, "/api/posts?cursor=&page=2").expect(400);
  }

  private static Optional<String> relation(TestAnswer answer, String name) {
    return Pattern.compile("<([^>]*)>; rel=\"" + name + "\"")
        .matcher(link(answer))
        .results()
        .map(match -> match.group(1))
        .findFirst();
  }

  @Test
  void aPostIsCreatedReadChangedAndDeleted() {
    TestAnswer created =
        app.call(POST, "/api/posts", "{\"title\":\"New\",\"authorId\":\"" + user(60) + "\"}");
    created.expect(201);
    assertThat(created.json().propertyNames())
        .containsExactly("id", "title", "content", "published", "authorId", "createdAt");
    assertThat(created.json().get("published").asBoolean()).isFalse();
    String path = created.header("Location").orElseThrow();
    app.call(GET, path).expectText(created.text());

    JsonNode patched = app.call(PATCH, path, "{\"published\":true,\"content\":\"Text\"}").json();
    assertThat(patched.get("title").asString()).isEqualTo("New");
    assertThat(patched.get("published").asBoolean()).isTrue();
    JsonNode put =
        app.call(PUT, path, "{\"title\":\"Whole\",\"authorId\":\"" + user(61) + "\"}").json();
    assertThat(put.get("content").isNull()).isTrue();
    assertThat(put.get("published").asBoolean()).isFalse();
    assertThat(put.get("authorId").asString()).isEqualTo(user(61));
    assertThat(app.call(GET, path).json()).isEqualTo(put);

    app.call(DELETE, path).expect(204);
    app.call(GET, path).expect(404).expectText("{\"error\":\"Post not found\"}");
    app.call(PATCH, path, "{\"title\":\"x\"}").expect(404);
    app.call(DELETE, path).expect(404);
  }

  @Test
  void aPostOfNobodyIsRefused() {
    app.call(POST, "/api/posts", "{\"title\":\"x\",\"authorId\":\"" + user(99_999_999) + "\"}")
        .expect(422)
        .expectText(
            "{\"error\":\"Author id does not exist\",\"fields\":{\"authorId\":\"does not exist\"}}");
    assertThat(app.call(POST, "/api/posts", "{}").json().get("fields").propertyNames())
        .containsExactly("title", "authorId");
    app.call(PATCH, "/api/posts/" + post(1), "{\"published\":null}").expect(400);
  }

  @Test
  void aPostThatWasChangedSinceItWasReadIsNotOverwritten() {
    String path = "/api/posts/" + post(9);
    String body = "{\"title\":\"Late\",\"authorId\":\"" + user(1) + "\"}";
    String seen = etag(app.call(GET, path));
    TestAnswer first =
        app.call(PATCH, path, it -> it.json("{\"title\":\"First\"}").header("If-Match", seen));

    first.expect(200);
    assertThat(etag(first)).isEqualTo(etag(app.call(GET, path))).isNotEqualTo(seen);
    for (String verb : List.of("PATCH", "PUT", "DELETE")) {
      app.call(Verb.valueOf(verb), path, it -> it.json(body).header("If-Match", seen)).expect(412);
    }
    app.call(GET, path).expectText(first.text());
  }

  @Test
  void fieldsOfAPostAreChosenFromAClosedSet() {
    app.call(GET, "/api/posts/" + post(7) + "?fields=title")
        .expectText("{\"title\":\"Note 7 on uploads\"}");
    app.call(GET, "/api/posts/" + post(7) + "?fields=version").expect(400);
  }

  private static String link(TestAnswer answer) {
    return answer.header("Link").orElse("");
  }
}
