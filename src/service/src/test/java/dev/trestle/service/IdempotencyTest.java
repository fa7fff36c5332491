package dev.trestle.service;

import static dev.trestle.Verb.POST;
import static dev.trestle.service.Service.user;
import static dev.trestle.service.db.Tables.IDEMPOTENCY_KEYS;
import static dev.trestle.service.db.Tables.TRANSACTIONS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.testing.TestAnswer;
import dev.trestle.testing.TestApp;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that clients send again, over a real socket and a real database. */
class IdempotencyTest {
  @RegisterExtension static final TestApp app = Service.seeded();

  @Test
  void aTransferThatIsSentAgainHappensOnceAndIsAnsweredByteForByte() {
    TestAnswer first = transfer("again", order(1, 2, 300));
    TestAnswer second = transfer("again", order(1, 2, 300));

    assertThat(first.json().get("sender").get("balance").asLong()).isEqualTo(999_700);
    first.expectNoHeader("Idempotent-Replayed");
    second.expect(200).expectText(first.text());
    second.expectHeader("Idempotent-Replayed", "true");
    assertThat(sentBy(1)).isEqualTo(1);
  }

  @Test
  void theAnswerLooksAsItDoesWithoutAKey() {
    TestAnswer with = transfer("shape", order(3, 4, 5));
    TestAnswer without = app.call(POST, "/api/transfer", order(3, 4, 5));

    assertThat(shape(with)).isEqualTo(shape(without));
  }

  private static String shape(TestAnswer answer) {
    return answer
        .text()
        .replaceAll("[0-9a-f]{8}-[-0-9a-f]{27}", "id")
        .replaceAll("T[0-9:.]+Z", "time")
        .replaceAll("\"balance\":[0-9]+", "balance");
  }

  @Test
  void theSameInOtherWordsIsTheSame() {
    TestAnswer first = transfer("words", order(5, 6, 7));
    String other =
        "{ \"amount\": 7, \"toUserId\": \"%s\",\n\"fromUserId\": \"%s\" }"
            .formatted(user(6).toUpperCase(), user(5));

    transfer("words", other).expect(200).expectText(first.text());
  }

  @Test
  void anotherTransferUnderTheSameKeyIsRefused() {
    transfer("\"other\"", order(7, 8, 1)).expect(200);

    transfer("\"other\"", order(7, 8, 2))
        .expect(422)
        .expectText(
            "{\"error\":\"Idempotency-Key came with another request before; send this one under a new"
                + " key\"}");
    assertThat(sentBy(7)).isEqualTo(1);
  }

  @Test
  void aRefusalStaysTheAnswerAlsoWhenThereIsMoneyNow() {
    String all = order(9, 10, 1_000_001);
    transfer("poor", all).expect(400).expectText("{\"error\":\"Insufficient funds\"}");
    app.call(POST, "/api/transfer", order(11, 9, 1)).expect(200);

    TestAnswer again = transfer("poor", all);

    again.expect(400).expectText("{\"error\":\"Insufficient funds\"}");
    again.expectHeader("Idempotent-Replayed", "true");
    transfer("rich", all).expect(200);
    assertThat(sentBy(9)).isEqualTo(1);
  }

  @Test
  void aBodyThatIsRefusedBeforeItBeginsLeavesTheKeyFree() {
    transfer("typo", order(12, 13, 0)).expect(400);

    TestAnswer corrected = transfer("typo", order(12, 13, 1));

    corrected.expect(200);
    corrected.expectNoHeader("Idempotent-Replayed");
  }

  @Test
  void aFailureIsNotKept() {
    app.db().execute("alter table transactions rename to elsewhere");
    TestAnswer failed;
    try {
      failed = transfer("failure", order(14, 15, 1));
    } finally {
      app.db().execute("alter table elsewhere rename to transactions");
    }
    failed.expect(500);

    TestAnswer again = transfer("failure", order(14, 15, 1));

    assertThat(again.json().get("sender").get("balance").asLong()).isEqualTo(999_999);
    again.expectNoHeader("Idempotent-Replayed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a\tb"})
  void aKeyThatIsNoneIsRefused(String key) {
    transfer(key, order(16, 17, 1))
        .expect(400)
        .expectText(
            "{\"error\":\"Invalid Idempotency-Key: must be 1 to 255 visible ASCII characters, without"
                + " spaces\"}");
    assertThat(sentBy(16)).isZero();
  }

  @Test
  void aKeyMayHave255CharactersAndNoMore() {
    transfer("~".repeat(255), order(18, 19, 1)).expect(200);
    transfer("~".repeat(256), order(18, 19, 1)).expect(400);
  }

  @Test
  void twoKeysAreRefused() {
    TestAnswer answer =
        app.call(
            POST,
            "/api/transfer",
            it ->
                it.header("Content-Type", "application/json")
                    .header("Idempotency-Key", "one")
                    .header("Idempotency-Key", "two")
                    .json(order(20, 21, 1)));

    answer
        .expect(400)
        .expectText("{\"error\":\"Invalid Idempotency-Key: must be sent once, came 2 times\"}");
  }

  @Test
  void aKeyIsFreeAgainAfterADay() {
    transfer("yesterday", order(22, 23, 1)).expect(200);
    app.clock().advance(Duration.ofHours(24).minusSeconds(1));
    transfer("yesterday", order(22, 23, 2)).expect(422);
    app.clock().advance(Duration.ofSeconds(1));

    TestAnswer today = transfer("yesterday", order(22, 23, 2)).expectJson("/transaction/amount", 2);

    transfer("yesterday", order(22, 23, 2)).expect(200).expectText(today.text());
  }

  @Test
  void keysThatHoldNoMoreAreForgottenAfterTheNextAnswer() {
    transfer("old", order(24, 25, 1));
    app.clock().advance(Duration.ofHours(25));

    transfer("new", order(24, 25, 1)).expectTasks(1);

    assertThat(kept("old")).isFalse();
    assertThat(kept("new")).isTrue();
  }

  private static boolean kept(String key) {
    return app.db().fetchExists(IDEMPOTENCY_KEYS, IDEMPOTENCY_KEYS.KEY.eq(key));
  }

  private static int sentBy(int number) {
    return app.db()
        .fetchCount(TRANSACTIONS, TRANSACTIONS.FROM_USER_ID.eq(UUID.fromString(user(number))));
  }

  private static TestAnswer transfer(String key, String order) {
    return app.call(POST, "/api/transfer", it -> it.json(order).header("Idempotency-Key", key));
  }

  private static String order(int from, int to, long amount) {
    return "{\"fromUserId\":\"%s\",\"toUserId\":\"%s\",\"amount\":%d}"
        .formatted(user(from), user(to), amount);
  }
}
