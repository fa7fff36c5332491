package dev.trestle.service;

import static dev.trestle.service.Answers.assertAnswer;
import static dev.trestle.service.Answers.etag;
import static dev.trestle.service.Answers.json;
import static dev.trestle.service.Service.post;
import static dev.trestle.service.Service.send;
import static dev.trestle.service.Service.user;
import static dev.trestle.service.db.Tables.POSTS;
import static dev.trestle.service.db.Tables.TRANSACTIONS;
import static dev.trestle.service.db.Tables.USERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.jooq.impl.DSL.val;

import dev.trestle.testing.TestApp;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Users over a real socket and a real database. */
class UsersTest {
  @RegisterExtension static final TestApp app = Service.seeded();

  @BeforeEach
  void forget() {
    app.statements().clear();
  }

  @Test
  void aUserIsGivenById() {
    HttpResponse<String> answer = app.get("/api/users/" + user(42));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .isEqualTo(
            "{\"id\":\""
                + user(42)
                + "\",\"email\":\"user42@example.com\",\"name\":\"User"
                + " 42\",\"createdAt\":\"2025-01-01T00:42:00Z\"}");
    assertThat(app.get("/api/users/" + user(17)).body()).contains("\"name\":null");
    assertThat(app.statements().statements()).hasSize(2);
  }

  @Test
  void anUnknownUserIsNotFoundAndAMalformedIdIsBad() {
    assertAnswer(app.get("/api/users/" + user(99_999_999)), 404, "{\"error\":\"User not found\"}");
    assertAnswer(
        app.get("/api/users/not-a-uuid"),
        400,
        "{\"error\":\"Invalid id: must be a UUID\",\"fields\":{\"id\":\"must be a UUID\"}}");
    assertThat(app.get("/api/users/1-1-1-1-1").statusCode()).isEqualTo(400);
    assertThat(app.get("/api/users/%00").statusCode()).isEqualTo(400);
  }

  @Test
  void theNewestUsersComeWithTheirPostsInTwoStatements() {
    JsonNode users = json(app.get("/api/users?limit=100"));

    assertThat(users).hasSize(100);
    assertThat(users.get(0).propertyNames())
        .containsExactly("id", "email", "name", "createdAt", "posts");
    assertThat(users.get(0).get("id").asString()).isEqualTo(user(10_000));
    JsonNode posts = users.get(0).get("posts");
    assertThat(posts).hasSize(10);
    assertThat(posts.get(0).propertyNames())
        .containsExactly("id", "title", "content", "published", "authorId", "createdAt");
    assertThat(posts.get(0).get("createdAt").asString())
        .isGreaterThan(posts.get(9).get("createdAt").asString());
    assertThat(users.valueStream().mapToInt(user -> user.get("posts").size()).sum())
        .isEqualTo(1_000);
    assertThat(app.statements().statements()).hasSize(2);
    assertThat(users.toString()).doesNotContain("password");
  }

  @ParameterizedTest
  @CsvSource({"'', 100", "?limit=5, 5", "?limit=1000, 100", "?limit=0, 1", "?limit=-3, 1"})
  void theLimitOfUsersIsKeptInItsBounds(String query, int count) {
    assertThat(json(app.get("/api/users" + query))).hasSize(count);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "1.5", "99999999999", ""})
  void aLimitThatIsNoNumberIsBad(String limit) {
    HttpResponse<String> answer = app.get("/api/users?limit=" + limit);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).startsWith("{\"error\":\"Invalid limit: must be an integer");
  }

  @Test
  void aUserIsCreatedOnce() {
    String body = "{\"email\":\"ada@example.org\",\"name\":\"Ada\"}";

    HttpResponse<String> created = app.post("/api/users", body);

    assertThat(created.statusCode()).isEqualTo(201);
    JsonNode user = json(created);
    assertThat(user.propertyNames()).containsExactly("id", "email", "name", "createdAt");
    assertThat(UUID.fromString(user.get("id").asString()).version()).isEqualTo(7);
    assertThat(created.headers().firstValue("Location"))
        .contains("/api/users/" + user.get("id").asString());
    assertThat(app.get("/api/users/" + user.get("id").asString()).body()).isEqualTo(created.body());

    assertAnswer(app.post("/api/users", body), 409, "{\"error\":\"Email already exists\"}");
    app.db().deleteFrom(USERS).where(USERS.EMAIL.eq("ada@example.org")).execute();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "null",
        "[]",
        "{}",
        "{\"name\":\"x\"}",
        "{\"email\":\"not-an-email\",\"name\":\"x\"}",
        "{\"email\":\"a@b\",\"name\":\" \"}",
        "{\"email\":5,\"name\":{}}"
      })
  void aBodyThatIsNoNewUserIsBadAndCreatesNothing(String body) {
    int before = app.db().fetchCount(USERS);

    HttpResponse<String> answer = app.post("/api/users", body);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer).get("error").asString()).isNotEmpty();
    assertThat(app.db().fetchCount(USERS)).isEqualTo(before);
  }

  @Test
  void everythingWrongWithANewUserIsReportedTogether() {
    assertAnswer(
        app.post("/api/users", "{}"),
        400,
        "{\"error\":\"Invalid email: must be an e-mail address\",\"fields\":{\"email\":\"must be an"
            + " e-mail address\",\"name\":\"must not be blank\"}}");
  }

  @Test
  void whatIsLeftOutOfAPatchStaysAndNullClears() {
    String path = "/api/users/" + user(50);

    assertThat(json(send(app, "PATCH", path, "{\"name\":\"Fifty\"}")).get("name").asString())
        .isEqualTo("Fifty");
    JsonNode cleared = json(send(app, "PATCH", path, "{\"name\":null,\"id\":\"ignored\"}"));
    assertThat(cleared.get("name").isNull()).isTrue();
    assertThat(cleared.get("email").asString()).isEqualTo("user50@example.com");
    assertThat(json(send(app, "PATCH", path, "{}"))).isEqualTo(cleared);
    assertThat(json(app.get(path))).isEqualTo(cleared);
  }

  @Test
  void aPatchIsCheckedLikeANewUser() {
    String path = "/api/users/" + user(51);

    assertAnswer(
        send(app, "PATCH", path, "{\"email\":null}"),
        400,
        "{\"error\":\"Invalid email: must be an e-mail address\",\"fields\":{\"email\":\"must be an"
            + " e-mail address\"}}");
    assertAnswer(
        send(app, "PATCH", path, "{\"email\":\"user52@example.com\"}"),
        409,
        "{\"error\":\"Email already exists\"}");
    assertAnswer(
        send(app, "PATCH", "/api/users/" + user(99_999_999), "{\"name\":\"x\"}"),
        404,
        "{\"error\":\"User not found\"}");
    assertThat(json(app.get(path)).get("email").asString()).isEqualTo("user51@example.com");
  }

  @Test
  void aPutReplacesTheWholeUserAndMakesNone() {
    String body = "{\"email\":\"put@example.org\",\"name\":\"Put\"}";

    JsonNode user = json(send(app, "PUT", "/api/users/" + user(53), body));

    assertThat(user.get("email").asString()).isEqualTo("put@example.org");
    assertThat(user.get("createdAt").asString()).isEqualTo("2025-01-01T00:53:00Z");
    assertThat(json(app.get("/api/users/" + user(53)))).isEqualTo(user);
    assertThat(send(app, "PUT", "/api/users/" + user(53), "{\"name\":\"x\"}").statusCode())
        .isEqualTo(400);
    assertThat(send(app, "PUT", "/api/users/" + user(99_999_999), body).statusCode())
        .isEqualTo(404);
  }

  @Test
  void aDeletedUserIsGoneWithTheirPosts() {
    String path = "/api/users/" + user(54);

    HttpResponse<String> deleted = send(app, "DELETE", path, "");

    assertThat(deleted.statusCode()).isEqualTo(204);
    assertThat(deleted.body()).isEmpty();
    assertThat(app.get(path).statusCode()).isEqualTo(404);
    assertThat(send(app, "DELETE", path, "").statusCode()).isEqualTo(404);
    assertAnswer(app.get(path + "/posts"), 404, "{\"error\":\"User not found\"}");
  }

  @Test
  void aUserWhoseMoneyMovedStays() {
    app.db()
        .insertInto(TRANSACTIONS)
        .set(TRANSACTIONS.FROM_USER_ID, UUID.fromString(user(55)))
        .set(TRANSACTIONS.TO_USER_ID, UUID.fromString(user(56)))
        .set(TRANSACTIONS.AMOUNT, 1L)
        .set(TRANSACTIONS.STATUS, "completed")
        .execute();

    assertAnswer(
        send(app, "DELETE", "/api/users/" + user(55), ""),
        409,
        "{\"error\":\"Other data still refers to this\"}");
  }

  @Test
  void fieldsAreChosenFromAClosedSetInOneStatement() {
    assertThat(app.get("/api/users/" + user(42) + "?fields=name,id").body())
        .isEqualTo("{\"name\":\"User 42\",\"id\":\"" + user(42) + "\"}");
    assertThat(app.get("/api/users/" + user(42) + "?fields=postCount,createdAt").body())
        .isEqualTo("{\"postCount\":10,\"createdAt\":\"2025-01-01T00:42:00Z\"}");
    assertThat(app.statements().statements()).hasSize(2);
    assertThat(app.get("/api/users/" + user(99_999_999) + "?fields=id").statusCode())
        .isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"password_hash", "passwordHash", "id,PASSWORD_HASH", "*", "", "id,", "Id"})
  void noOtherFieldCanBeChosen(String fields) {
    HttpResponse<String> answer =
        app.get("/api/users/" + user(42) + "?fields=" + fields.replace("*", "%2A"));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer).get("error").asString())
        .endsWith("only id, email, name, createdAt, postCount");
    assertThat(app.statements().statements()).isEmpty();
  }

  @Test
  void theHashOfAPasswordIsInNoAnswer() {
    String path = "/api/users/" + user(57);
    String[] answers = {
      app.get(path).body(),
      app.get("/api/users").body(),
      send(app, "PATCH", path, "{\"name\":\"x\"}").body(),
      send(app, "PUT", path, "{\"name\":\"x\",\"email\":\"57@example.org\"}").body(),
      app.get("/api/posts/search?query=postgres").body()
    };

    assertThat(answers).allSatisfy(it -> assertThat(it).doesNotContainIgnoringCase("password"));
  }

  @Test
  void theNestedPostsOfAUserAreNewestFirst() {
    JsonNode posts = json(app.get("/api/users/" + user(42) + "/posts"));

    assertThat(posts).hasSize(10);
    assertThat(posts.get(0).get("id").asString()).isEqualTo(post(420));
    assertThat(posts.valueStream()).allMatch(it -> it.get("authorId").asString().equals(user(42)));
  }

  @Test
  void aChangeOfWhatTheClientHasSeenIsStoredAndAnOlderOneRefused() {
    String path = "/api/users/" + user(58);
    String seen = etag(app.get(path));

    HttpResponse<String> first = send(app, "PATCH", path, "{\"name\":\"First\"}", "If-Match", seen);
    HttpResponse<String> late = send(app, "PATCH", path, "{\"name\":\"Late\"}", "If-Match", seen);

    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(etag(first)).isNotEqualTo(seen).isEqualTo(etag(app.get(path)));
    assertThat(late.statusCode()).isEqualTo(412);
    assertThat(
            send(app, "PUT", path, "{\"email\":\"a@b\",\"name\":\"x\"}", "If-Match", seen)
                .statusCode())
        .isEqualTo(412);
    assertThat(send(app, "DELETE", path, "", "If-Match", seen).statusCode()).isEqualTo(412);
    assertThat(app.get(path).body()).isEqualTo(first.body());
    assertThat(app.send(app.request(path).header("If-None-Match", etag(first)).GET()).statusCode())
        .isEqualTo(304);
    assertThat(app.send(app.request(path).header("If-None-Match", seen).GET()).statusCode())
        .isEqualTo(200);
  }

  @Test
  void aChangeThatWentPastTheServiceIsANewTagAndALockIsNone() {
    String path = "/api/users/" + user(62);
    String seen = etag(app.get(path));

    app.db().selectFrom(USERS).where(USERS.EMAIL.eq("user62@example.com")).forUpdate().fetch();
    assertThat(etag(app.get(path))).isEqualTo(seen);
    app.db().execute("update users set name = name where email = {0}", val("user62@example.com"));

    assertThat(etag(app.get(path))).isNotEqualTo(seen);
    assertThat(send(app, "PATCH", path, "{\"name\":\"Late\"}", "If-Match", seen).statusCode())
        .isEqualTo(412);
  }

  @Test
  void theTagOfAUserIsThatOfTheirRowAloneAndWhatBelongsToItHasNone() {
    String path = "/api/users/" + user(63);
    String counted = path + "?fields=name,postCount";
    HttpResponse<String> seen = app.get(path);
    assertThat(app.get(counted).body()).isEqualTo("{\"name\":\"User 63\",\"postCount\":10}");

    app.db()
        .insertInto(POSTS)
        .set(POSTS.TITLE, "One more")
        .set(POSTS.AUTHOR_ID, UUID.fromString(user(63)))
        .execute();

    assertThat(app.get(path).body()).isEqualTo(seen.body());
    assertThat(etag(app.get(path))).isEqualTo(etag(seen));
    HttpResponse<String> again = app.send(app.request(counted).header("If-None-Match", etag(seen)));
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(again.headers().firstValue("ETag")).isEmpty();
    assertThat(again.body()).isEqualTo("{\"name\":\"User 63\",\"postCount\":11}");
  }

  @Test
  void ofManyChangesOfOneVersionOneIsStored() throws Exception {
    String path = "/api/users/" + user(59);
    String seen = etag(app.get(path));
    List<Callable<HttpResponse<String>>> changes = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      String body = "{\"name\":\"Change " + i + "\"}";
      changes.add(() -> send(app, "PATCH", path, body, "If-Match", seen));
    }

    List<HttpResponse<String>> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
      for (Future<HttpResponse<String>> answer : threads.invokeAll(changes)) {
        answers.add(answer.get());
      }
    }

    assertThat(answers)
        .extracting(HttpResponse::statusCode)
        .containsOnlyOnce(200)
        .hasSize(16)
        .containsOnly(200, 412);
    assertThat(answers)
        .filteredOn(answer -> answer.statusCode() == 200)
        .extracting(Answers::etag)
        .containsExactly(etag(app.get(path)));
  }
}
