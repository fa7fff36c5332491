package dev.trestle.service;

import static dev.trestle.Verb.POST;
import static dev.trestle.service.Service.user;
import static dev.trestle.service.db.Tables.ACCOUNTS;
import static dev.trestle.service.db.Tables.TRANSACTIONS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.testing.TestAnswer;
import dev.trestle.testing.TestApp;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Money over a real socket and a real database. */
class TransferTest {
  @RegisterExtension static final TestApp app = Service.seeded();

  @Test
  void moneyIsTransferredAndTheTransferWrittenDown() {
    JsonNode answer = app.call(POST, "/api/transfer", transfer(1, 2, 300)).json();

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

    TestAnswer answer =
        app.call(POST, "/api/transfer", transfer(from, to, 1).replace(":1}", ":" + amount + "}"));

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.json().get("error").asString()).isEqualTo(message);
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
      transfers.add(() -> app.call(POST, "/api/transfer", body).status());
    }

    try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
      for (Future<Integer> status : threads.invokeAll(transfers)) {
        assertThat(status.get()).isIn(200, 400);
      }
    }

    assertThat(balance(7) + balance(8)).isEqualTo(2_000);
    assertThat(balance(7)).isBetween(0L, 2_000L);
  }

  private static long balance(int number) {
    return app.db()
        .fetchValue(ACCOUNTS.BALANCE, ACCOUNTS.USER_ID.eq(UUID.fromString(user(number))));
  }

  private static String transfer(int from, int to, long amount) {
    return "{\"fromUserId\":\"%s\",\"toUserId\":\"%s\",\"amount\":%d}"
        .formatted(user(from), user(to), amount);
  }
}
