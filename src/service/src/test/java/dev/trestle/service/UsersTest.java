package dev.trestle.service;

import static dev.trestle.Verb.DELETE;
import static dev.trestle.Verb.GET;
import static dev.trestle.Verb.PATCH;
import static dev.trestle.Verb.POST;
import static dev.trestle.Verb.PUT;
import static dev.trestle.service.Service.etag;
import static dev.trestle.service.Service.post;
import static dev.trestle.service.Service.user;
import static dev.trestle.service.db.Tables.POSTS;
import static dev.trestle.service.db.Tables.TRANSACTIONS;
import static dev.trestle.service.db.Tables.USERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.jooq.impl.DSL.val;

import dev.trestle.testing.TestAnswer;
import dev.trestle.testing.TestApp;
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
    TestAnswer answer = app.call(GET, "/api/users/" + user(42));

    answer.expect(200);
    answer.expectText(
        "{\"id\":\""
            + user(42)
            + "\",\"email\":\"user42@example.com\",\"name\":\"User"
            + " 42\",\"createdAt\":\"2025-01-01T00:42:00Z\"}");
    assertThat(app.call(GET, "/api/users/" + user(17)).text()).contains("\"name\":null");
    assertThat(app.statements().statements()).hasSize(2);
  }

  @Test
  void anUnknownUserIsNotFoundAndAMalformedIdIsBad() {
    app.call(GET, "/api/users/" + user(99_999_999))
        .expect(404)
        .expectText("{\"error\":\"User not found\"}");
    app.call(GET, "/api/users/not-a-uuid")
        .expect(400)
        .expectText(
            "{\"error\":\"Invalid id: must be a UUID\",\"fields\":{\"id\":\"must be a UUID\"}}");
    app.call(GET, "/api/users/1-1-1-1-1").expect(400);
    app.call(GET, "/api/users/%00").expect(400);
  }

  @Test
  void theNewestUsersComeWithTheirPostsInTwoStatements() {
    JsonNode users = app.call(GET, "/api/users?limit=100").json();

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
    assertThat(app.call(GET, "/api/users" + query).json()).hasSize(count);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "1.5", "99999999999", ""})
  void aLimitThatIsNoNumberIsBad(String limit) {
    TestAnswer answer = app.call(GET, "/api/users?limit=" + limit);

    answer.expect(400);
    assertThat(answer.text()).startsWith("{\"error\":\"Invalid limit: must be an integer");
  }

  @Test
  void aUserIsCreatedOnce() {
    String body = "{\"email\":\"ada@example.org\",\"name\":\"Ada\"}";

    TestAnswer created = app.call(POST, "/api/users", body);

    created.expect(201);
    JsonNode user = created.json();
    assertThat(user.propertyNames()).containsExactly("id", "email", "name", "createdAt");
    assertThat(UUID.fromString(user.get("id").asString()).version()).isEqualTo(7);
    assertThat(created.header("Location")).contains("/api/users/" + user.get("id").asString());
    app.call(GET, "/api/users/" + user.get("id").asString()).expectText(created.text());

    app.call(POST, "/api/users", body)
        .expect(409)
        .expectText("{\"error\":\"Email already exists\"}");
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

    TestAnswer answer = app.call(POST, "/api/users", body);

    answer.expect(400);
    assertThat(answer.json().get("error").asString()).isNotEmpty();
    assertThat(app.db().fetchCount(USERS)).isEqualTo(before);
  }

  @Test
  void everythingWrongWithANewUserIsReportedTogether() {
    app.call(POST, "/api/users", "{}")
        .expect(400)
        .expectText(
            "{\"error\":\"Invalid email: must be an e-mail address\",\"fields\":{\"email\":\"must be an"
                + " e-mail address\",\"name\":\"must not be blank\"}}");
  }

  @Test
  void whatIsLeftOutOfAPatchStaysAndNullClears() {
    String path = "/api/users/" + user(50);

    assertThat(app.call(PATCH, path, "{\"name\":\"Fifty\"}").json().get("name").asString())
        .isEqualTo("Fifty");
    JsonNode cleared = app.call(PATCH, path, "{\"name\":null,\"id\":\"ignored\"}").json();
    assertThat(cleared.get("name").isNull()).isTrue();
    assertThat(cleared.get("email").asString()).isEqualTo("user50@example.com");
    assertThat(app.call(PATCH, path, "{}").json()).isEqualTo(cleared);
    assertThat(app.call(GET, path).json()).isEqualTo(cleared);
  }

  @Test
  void aPatchIsCheckedLikeANewUser() {
    String path = "/api/users/" + user(51);

    app.call(PATCH, path, "{\"email\":null}")
        .expect(400)
        .expectText(
            "{\"error\":\"Invalid email: must be an e-mail address\",\"fields\":{\"email\":\"must be an"
                + " e-mail address\"}}");
    app.call(PATCH, path, "{\"email\":\"user52@example.com\"}")
        .expect(409)
        .expectText("{\"error\":\"Email already exists\"}");
    app.call(PATCH, "/api/users/" + user(99_999_999), "{\"name\":\"x\"}")
        .expect(404)
        .expectText("{\"error\":\"User not found\"}");
    assertThat(app.call(GET, path).json().get("email").asString()).isEqualTo("user51@example.com");
  }

  @Test
  void aPutReplacesTheWholeUserAndMakesNone() {
    String body = "{\"email\":\"put@example.org\",\"name\":\"Put\"}";

    JsonNode user = app.call(PUT, "/api/users/" + user(53), body).json();

    assertThat(user.get("email").asString()).isEqualTo("put@example.org");
    assertThat(user.get("createdAt").asString()).isEqualTo("2025-01-01T00:53:00Z");
    assertThat(app.call(GET, "/api/users/" + user(53)).json()).isEqualTo(user);
    app.call(PUT, "/api/users/" + user(53), "{\"name\":\"x\"}").expect(400);
    app.call(PUT, "/api/users/" + user(99_999_999), body).expect(404);
  }

  @Test
  void aDeletedUserIsGoneWithTheirPosts() {
    String path = "/api/users/" + user(54);

    TestAnswer deleted = app.call(DELETE, path);

    deleted.expect(204);
    assertThat(deleted.text()).isEmpty();
    app.call(GET, path).expect(404);
    app.call(DELETE, path).expect(404);
    app.call(GET, path + "/posts").expect(404).expectText("{\"error\":\"User not found\"}");
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

    app.call(DELETE, "/api/users/" + user(55))
        .expect(409)
        .expectText("{\"error\":\"Other data still refers to this\"}");
  }

  @Test
  void fieldsAreChosenFromAClosedSetInOneStatement() {
    app.call(GET, "/api/users/" + user(42) + "?fields=name,id")
        .expectText("{\"name\":\"User 42\",\"id\":\"" + user(42) + "\"}");
    app.call(GET, "/api/users/" + user(42) + "?fields=postCount,createdAt")
        .expectText("{\"postCount\":10,\"createdAt\":\"2025-01-01T00:42:00Z\"}");
    assertThat(app.statements().statements()).hasSize(2);
    app.call(GET, "/api/users/" + user(99_999_999) + "?fields=id").expect(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"password_hash", "passwordHash", "id,PASSWORD_HASH", "*", "", "id,", "Id"})
  void noOtherFieldCanBeChosen(String fields) {
    TestAnswer answer =
        app.call(GET, "/api/users/" + user(42) + "?fields=" + fields.replace("*", "%2A"));

    answer.expect(400);
    assertThat(answer.json().get("error").asString())
        .endsWith("only id, email, name, createdAt, postCount");
    assertThat(app.statements().statements()).isEmpty();
  }

  @Test
  void theHashOfAPasswordIsInNoAnswer() {
    String path = "/api/users/" + user(57);
    String[] answers = {
      app.call(GET, path).text(),
      app.call(GET, "/api/users").text(),
      app.call(PATCH, path, "{\"name\":\"x\"}").text(),
      app.call(PUT, path, "{\"name\":\"x\",\"email\":\"57@example.org\"}").text(),
      app.call(GET, "/api/posts/search?query=postgres").text()
    };

    assertThat(answers).allSatisfy(it -> assertThat(it).doesNotContainIgnoringCase("password"));
  }

  @Test
  void theNestedPostsOfAUserAreNewestFirst() {
    JsonNode posts = app.call(GET, "/api/users/" + user(42) + "/posts").json();

    assertThat(posts).hasSize(10);
    assertThat(posts.get(0).get("id").asString()).isEqualTo(post(420));
    assertThat(posts.valueStream()).allMatch(it -> it.get("authorId").asString().equals(user(42)));
  }

  @Test
  void aChangeOfWhatTheClientHasSeenIsStoredAndAnOlderOneRefused() {
    String path = "/api/users/" + user(58);
    String seen = etag(app.call(GET, path));

    TestAnswer first =
        app.call(PATCH, path, it -> it.json("{\"name\":\"First\"}").header("If-Match", seen));
    TestAnswer late =
        app.call(PATCH, path, it -> it.json("{\"name\":\"Late\"}").header("If-Match", seen));

    first.expect(200);
    assertThat(etag(first)).isNotEqualTo(seen).isEqualTo(etag(app.call(GET, path)));
    late.expect(412);
    app.call(
            PUT, path, it -> it.json("{\"email\":\"a@b\",\"name\":\"x\"}").header("If-Match", seen))
        .expect(412);
    app.call(DELETE, path, it -> it.header("If-Match", seen)).expect(412);
    app.call(GET, path).expectText(first.text());
    app.call(GET, path, it -> it.header("If-None-Match", etag(first))).expect(304);
    app.call(GET, path, it -> it.header("If-None-Match", seen)).expect(200);
  }

  @Test
  void aChangeThatWentPastTheServiceIsANewTagAndALockIsNone() {
    String path = "/api/users/" + user(62);
    String seen = etag(app.call(GET, path));

    app.db().selectFrom(USERS).where(USERS.EMAIL.eq("user62@example.com")).forUpdate().fetch();
    assertThat(etag(app.call(GET, path))).isEqualTo(seen);
    app.db().execute("update users set name = name where email = {0}", val("user62@example.com"));

    assertThat(etag(app.call(GET, path))).isNotEqualTo(seen);
    app.call(PATCH, path, it -> it.json("{\"name\":\"Late\"}").header("If-Match", seen))
        .expect(412);
  }

  @Test
  void theTagOfAUserIsThatOfTheirRowAloneAndWhatBelongsToItHasNone() {
    String path = "/api/users/" + user(63);
    String counted = path + "?fields=name,postCount";
    TestAnswer seen = app.call(GET, path);
    app.call(GET, counted).expectText("{\"name\":\"User 63\",\"postCount\":10}");

    app.db()
        .insertInto(POSTS)
        .set(POSTS.TITLE, "One more")
        .set(POSTS.AUTHOR_ID, UUID.fromString(user(63)))
        .execute();

    app.call(GET, path).expectText(seen.text());
    assertThat(etag(app.call(GET, path))).isEqualTo(etag(seen));
    TestAnswer again = app.call(GET, counted, it -> it.header("If-None-Match", etag(seen)));
    again.expect(200);
    again.expectNoHeader("ETag");
    again.expectText("{\"name\":\"User 63\",\"postCount\":11}");
  }

  @Test
  void ofManyChangesOfOneVersionOneIsStored() throws Exception {
    String path = "/api/users/" + user(59);
    String seen = etag(app.call(GET, path));
    List<Callable<TestAnswer>> changes = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      String body = "{\"name\":\"Change " + i + "\"}";
      changes.add(() -> app.call(PATCH, path, it -> it.json(body).header("If-Match", seen)));
    }

    List<TestAnswer> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
      for (Future<TestAnswer> answer : threads.invokeAll(changes)) {
        answers.add(answer.get());
      }
    }

    assertThat(answers)
        .extracting(TestAnswer::status)
        .containsOnlyOnce(200)
        .hasSize(16)
        .containsOnly(200, 412);
    assertThat(answers)
        .filteredOn(answer -> answer.status() == 200)
        .extracting(Service::etag)
        .containsExactly(etag(app.call(GET, path)));
  }
}
