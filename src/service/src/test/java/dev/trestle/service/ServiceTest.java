package dev.trestle.service;

import static dev.trestle.service.db.Tables.ACCOUNTS;
import static dev.trestle.service.db.Tables.TRANSACTIONS;
import static dev.trestle.service.db.Tables.USERS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.testing.TestApp;
import dev.trestle.testing.TestDatabase;
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
import tools.jackson.databind.json.JsonMapper;

/** The eight endpoints over a real socket and a real database. */
class ServiceTest {
  @RegisterExtension
  static final TestApp app =
      TestApp.of(
          TestDatabase.migrated("classpath:db/migration").seeded("classpath:db/seed"),
          Main::service);

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
  void aPageHasItsPostsAndARealTotal() {
    JsonNode page = json(app.get("/api/posts/paginated?page=3&limit=10"));

    assertThat(page.get("posts")).hasSize(10);
    assertThat(page.get("pagination").toString())
        .isEqualTo("{\"page\":3,\"limit\":10,\"total\":100000,\"pages\":10000}");
    assertThat(page.get("posts").get(0).get("id").asString())
        .isEqualTo("00000000-0000-4000-9000-%012x".formatted(100_000 - 20));
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
  void moneyIsTransferredAndTheTransferWrittenDown() {
    JsonNode answer = json(app.post("/api/transfer", transfer(1, 2, 300)));

    assertThat(answer.propertyNames()).containsExactly("sender", "receiver", "transaction");
    assertThat(answer.get("sender").propertyNames()).containsExactly("id", "userId", "balance");
    assertThat(answer.get("sender").get("balance").asLong()).isEqualTo(999_700);
    assertThat(answer.get("receiver").get("balance").asLong()).isEqualTo(1_000_300);
    JsonNode transaction = answer.get("transaction");
    assertThat(transaction.propertyNames())
        .containsExactly("id", "fromUserId", "toUserId", "amount", "status", "createdAt");
    assertThat(transaction.get("status").asString()).isEqualTo("completed");
    assertThat(
            app.db()
                .fetchValue(
                    TRANSACTIONS.AMOUNT,
                    TRANSACTIONS.ID.eq(UUID.fromString(transaction.get("id").asString()))))
        .isEqualTo(300);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "3 | 4 | 1000000000000 | 400 | Insufficient funds",
        "3 | 4 | -5 | 400 | Invalid amount: must be greater than 0",
        "3 | 4 | 0 | 400 | Invalid amount: must be greater than 0",
        "3 | 4 | 1.5 | 400 | Invalid amount: must be an integer",
        "3 | 3 | 5 | 400 | Invalid toUserId: must be another",
        "3 | 99999999 | 5 | 404 | Account not found",
      })
  void aTransferThatCannotBeChangesNothing(
      int from, int to, String amount, int status, String message) {
    int before = app.db().fetchCount(TRANSACTIONS);

    HttpResponse<String> answer =
        app.post("/api/transfer", transfer(from, to, 1).replace(":1}", ":" + amount + "}"));

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(json(answer).get("error").asString()).isEqualTo(message);
    assertThat(app.db().fetchCount(TRANSACTIONS)).isEqualTo(before);
    assertThat(balance(3)).isEqualTo(1_000_000);
  }

  @Test
  void opposingTransfersNeitherLoseMoneyNorWaitForEachOther() throws Exception {
    app.db()
        .update(ACCOUNTS)
        .set(ACCOUNTS.BALANCE, 1_000L)
        .where(ACCOUNTS.USER_ID.in(UUID.fromString(user(7)), UUID.fromString(user(8))))
        .execute();
    List<Callable<Integer>> transfers = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      String body = i % 2 == 0 ? transfer(7, 8, 70 + i) : transfer(8, 7, 70 + i);
      transfers.add(() -> app.post("/api/transfer", body).statusCode());
    }

    try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
      for (Future<Integer> status : threads.invokeAll(transfers)) {
        assertThat(status.get()).isIn(200, 400);
      }
    }

    assertThat(balance(7) + balance(8)).isEqualTo(2_000);
    assertThat(balance(7)).isBetween(0L, 2_000L);
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

  private static long balance(int number) {
    return app.db()
        .fetchValue(ACCOUNTS.BALANCE, ACCOUNTS.USER_ID.eq(UUID.fromString(user(number))));
  }

  private static String user(int number) {
    return "00000000-0000-4000-8000-%012x".formatted(number);
  }

  private static String transfer(int from, int to, long amount) {
    return "{\"fromUserId\":\"%s\",\"toUserId\":\"%s\",\"amount\":%d}"
        .formatted(user(from), user(to), amount);
  }

  private static JsonNode json(HttpResponse<String> answer) {
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    return JsonMapper.shared().readTree(answer.body());
  }

  private static void assertAnswer(HttpResponse<String> answer, int status, String body) {
    assertThat(answer.body()).isEqualTo(body);
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
  }
}
