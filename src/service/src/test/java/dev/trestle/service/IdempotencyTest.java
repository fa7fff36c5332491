package dev.trestle.service;

import static dev.trestle.service.Answers.assertAnswer;
import static dev.trestle.service.Answers.json;
import static dev.trestle.service.Service.send;
import static dev.trestle.service.Service.user;
import static dev.trestle.service.db.Tables.IDEMPOTENCY_KEYS;
import static dev.trestle.service.db.Tables.TRANSACTIONS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.testing.TestApp;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that clients send again, over a real socket and a real database. */
class IdempotencyTest {
  @RegisterExtension static final TestApp app = Service.seeded();

  @Test
  void aTransferThatIsSentAgainHappensOnceAndIsAnsweredByteForByte() {
    HttpResponse<String> first = transfer("again", order(1, 2, 300));
    HttpResponse<String> second = transfer("again", order(1, 2, 300));

    assertThat(json(first).get("sender").get("balance").asLong()).isEqualTo(999_700);
    assertThat(first.headers().firstValue("Idempotent-Replayed")).isEmpty();
    assertAnswer(second, 200, first.body());
    assertThat(second.headers().firstValue("Idempotent-Replayed")).contains("true");
    assertThat(sentBy(1)).isEqualTo(1);
  }

  @Test
  void theAnswerLooksAsItDoesWithoutAKey() {
    HttpResponse<String> with = transfer("shape", order(3, 4, 5));
    HttpResponse<String> without = app.post("/api/transfer", order(3, 4, 5));

    assertThat(shape(with)).isEqualTo(shape(without));
  }

  private static String shape(HttpResponse<String> answer) {
    return answer
        .body()
        .replaceAll("[0-9a-f]{8}-[-0-9a-f]{27}", "id")
        .replaceAll("T[0-9:.]+Z", "time")
        .replaceAll("\"balance\":[0-9]+", "balance");
  }

  @Test
  void theSameInOtherWordsIsTheSame() {
    HttpResponse<String> first = transfer("words", order(5, 6, 7));
    String other =
        "{ \"amount\": 7, \"toUserId\": \"%s\",\n\"fromUserId\": \"%s\" }"
            .formatted(user(6).toUpperCase(), user(5));

    assertAnswer(transfer("words", other), 200, first.body());
  }

  @Test
  void anotherTransferUnderTheSameKeyIsRefused() {
    assertThat(transfer("\"other\"", order(7, 8, 1)).statusCode()).isEqualTo(200);

    assertAnswer(
        transfer("\"other\"", order(7, 8, 2)),
        422,
        "{\"error\":\"Idempotency-Key came with another request before; send this one under a new"
            + " key\"}");
    assertThat(sentBy(7)).isEqualTo(1);
  }

  @Test
  void aRefusalStaysTheAnswerAlsoWhenThereIsMoneyNow() {
    String all = order(9, 10, 1_000_001);
    assertAnswer(transfer("poor", all), 400, "{\"error\":\"Insufficient funds\"}");
    assertThat(app.post("/api/transfer", order(11, 9, 1)).statusCode()).isEqualTo(200);

    HttpResponse<String> again = transfer("poor", all);

    assertAnswer(again, 400, "{\"error\":\"Insufficient funds\"}");
    assertThat(again.headers().firstValue("Idempotent-Replayed")).contains("true");
    assertThat(transfer("rich", all).statusCode()).isEqualTo(200);
    assertThat(sentBy(9)).isEqualTo(1);
  }

  @Test
  void aBodyThatIsRefusedBeforeItBeginsLeavesTheKeyFree() {
    assertThat(transfer("typo", order(12, 13, 0)).statusCode()).isEqualTo(400);

    HttpResponse<String> corrected = transfer("typo", order(12, 13, 1));

    assertThat(corrected.statusCode()).isEqualTo(200);
    assertThat(corrected.headers().firstValue("Idempotent-Replayed")).isEmpty();
  }

  @Test
  void aFailureIsNotKept() {
    app.db().execute("alter table transactions rename to elsewhere");
    HttpResponse<String> failed;
    try {
      failed = transfer("failure", order(14, 15, 1));
    } finally {
      app.db().execute("alter table elsewhere rename to transactions");
    }
    assertThat(failed.statusCode()).isEqualTo(500);

    HttpResponse<String> again = transfer("failure", order(14, 15, 1));

    assertThat(json(again).get("sender").get("balance").asLong()).isEqualTo(999_999);
    assertThat(again.headers().firstValue("Idempotent-Replayed")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a\tb"})
  void aKeyThatIsNoneIsRefused(String key) {
    assertAnswer(
        transfer(key, order(16, 17, 1)),
        400,
        "{\"error\":\"Invalid Idempotency-Key: must be 1 to 255 visible ASCII characters, without"
            + " spaces\"}");
    assertThat(sentBy(16)).isZero();
  }

  @Test
  void aKeyMayHave255CharactersAndNoMore() {
    assertThat(transfer("~".repeat(255), order(18, 19, 1)).statusCode()).isEqualTo(200);
    assertThat(transfer("~".repeat(256), order(18, 19, 1)).statusCode()).isEqualTo(400);
  }

  @Test
  void twoKeysAreRefused() {
    HttpResponse<String> answer =
        app.send(
            app.request("/api/transfer")
                .headers("Content-Type", "application/json")
                .headers("Idempotency-Key", "one", "Idempotency-Key", "two")
                .POST(HttpRequest.BodyPublishers.ofString(order(20, 21, 1))));

    assertAnswer(
        answer, 400, "{\"error\":\"Invalid Idempotency-Key: must be sent once, came 2 times\"}");
  }

  @Test
  void aKeyIsFreeAgainAfterADay() {
    transfer("yesterday", order(22, 23, 1));
    age("yesterday", 23);
    assertThat(transfer("yesterday", order(22, 23, 2)).statusCode()).isEqualTo(422);
    age("yesterday", 25);

    HttpResponse<String> today = transfer("yesterday", order(22, 23, 2));

    assertThat(json(today).get("transaction").get("amount").asLong()).isEqualTo(2);
    assertAnswer(transfer("yesterday", order(22, 23, 2)), 200, today.body());
  }

  @Test
  @Timeout(120)
  void keysThatHoldNoMoreAreForgottenAfterTheNextAnswer() {
    transfer("old", order(24, 25, 1));
    age("old", 25);

    transfer("new", order(24, 25, 1));

    while (kept("old")) {
      // Nobody tells when the work after an answer has ended.
    }
    assertThat(kept("new")).isTrue();
  }

  private static void age(String key, int hours) {
    app.db()
        .update(IDEMPOTENCY_KEYS)
        .set(IDEMPOTENCY_KEYS.CREATED_AT, OffsetDateTime.now().minusHours(hours))
        .where(IDEMPOTENCY_KEYS.KEY.eq(key))
        .execute();
  }

  private static boolean kept(String key) {
    return app.db().fetchExists(IDEMPOTENCY_KEYS, IDEMPOTENCY_KEYS.KEY.eq(key));
  }

  private static int sentBy(int number) {
    return app.db()
        .fetchCount(TRANSACTIONS, TRANSACTIONS.FROM_USER_ID.eq(UUID.fromString(user(number))));
  }

  private static HttpResponse<String> transfer(String key, String order) {
    return send(app, "POST", "/api/transfer", order, "Idempotency-Key", key);
  }

  private static String order(int from, int to, long amount) {
    return "{\"fromUserId\":\"%s\",\"toUserId\":\"%s\",\"amount\":%d}"
        .formatted(user(from), user(to), amount);
  }
}
