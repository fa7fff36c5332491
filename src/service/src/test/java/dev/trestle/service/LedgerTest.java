package dev.trestle.service;

import static dev.trestle.Verb.POST;
import static dev.trestle.service.Service.user;
import static dev.trestle.service.db.Tables.ACCOUNTS;
import static dev.trestle.service.db.Tables.LEDGER;
import static dev.trestle.service.db.Tables.TRANSACTIONS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.testing.TestAnswer;
import dev.trestle.testing.TestApp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** That no money comes or goes, whatever clients send at the same time. */
class LedgerTest {
  @RegisterExtension static final TestApp app = Service.seeded();

  private static final int THREADS = 16;
  private static final int ORDERS = 150;
  private static final int COPIES = 3;
  private static final int LOOKS = 60;
  private static final long OPENING = 400;
  private static final List<UUID> PEOPLE =
      IntStream.rangeClosed(1, 6).mapToObj(n -> UUID.fromString(user(n))).toList();

  @Test
  void whateverIsTransferredAtTheSameTimeTheLedgerBalances() throws Exception {
    app.db()
        .update(ACCOUNTS)
        .set(ACCOUNTS.BALANCE, OPENING)
        .where(ACCOUNTS.USER_ID.in(PEOPLE))
        .execute();
    List<Callable<TestAnswer>> copies = copies(new Random(6));

    List<TestAnswer> answers;
    List<Map<UUID, Long>> seen;
    try (ExecutorService clients =
            Executors.newFixedThreadPool(THREADS, Thread.ofVirtual().factory());
        ExecutorService auditor = Executors.newSingleThreadExecutor()) {
      Future<List<Map<UUID, Long>>> audit =
          auditor.submit(() -> IntStream.range(0, LOOKS).mapToObj(i -> look()).toList());
      answers = results(clients.invokeAll(copies));
      seen = audit.get();
    }

    assertThat(seen)
        .allSatisfy(openings ->
            assertThat(openings)
                .containsOnlyKeys(PEOPLE)
                .allSatisfy((person, opening) -> assertThat(opening).isEqualTo(OPENING)));
    assertThat(look().values()).containsOnly(OPENING);
    assertThat(balances()).isEqualTo(PEOPLE.size() * OPENING);
    assertEachHappenedOnce(answers);
  }

  private static List<Callable<TestAnswer>> copies(Random random) {
    List<Callable<TestAnswer>> copies = new ArrayList<>();
    for (int i = 0; i < ORDERS; i++) {
      String key = "order-" + i;
      int from = random.nextInt(PEOPLE.size());
      int to = (from + 1 + random.nextInt(PEOPLE.size() - 1)) % PEOPLE.size();
      String order =
          "{\"fromUserId\":\"%s\",\"toUserId\":\"%s\",\"amount\":%d}"
              .formatted(PEOPLE.get(from), PEOPLE.get(to), 1 + random.nextInt(200));
      for (int copy = 0; copy < COPIES; copy++) {
        copies.add(() ->
            app.call(POST, "/api/transfer", it -> it.json(order).header("Idempotency-Key", key)));
      }
    }
    return copies;
  }

  private static void assertEachHappenedOnce(List<TestAnswer> answers) {
    List<UUID> done = new ArrayList<>();
    for (int i = 0; i < answers.size(); i += COPIES) {
      List<TestAnswer> same = answers.subList(i, i + COPIES);
      assertThat(same).extracting(TestAnswer::status).isSubsetOf(200, 400);
      assertThat(same).extracting(TestAnswer::status).containsOnly(same.get(0).status());
      assertThat(same).extracting(TestAnswer::text).containsOnly(same.get(0).text());
      assertThat(same)
          .filteredOn(answer -> answer.header("Idempotent-Replayed").isEmpty())
          .hasSize(1);
      if (same.get(0).status() == 200) {
        done.add(UUID.fromString(same.get(0).json().get("transaction").get("id").asString()));
      }
    }
    assertThat(done).hasSizeBetween(1, ORDERS - 1);
    assertThat(app.db().select(TRANSACTIONS.ID).from(TRANSACTIONS).fetch(TRANSACTIONS.ID))
        .containsExactlyInAnyOrderElementsOf(done);
  }

  private static <T> List<T> results(List<Future<T>> futures) throws Exception {
    List<T> results = new ArrayList<>();
    for (Future<T> future : futures) {
      results.add(future.get());
    }
    return results;
  }

  /** What each has begun with, of one moment. */
  private static Map<UUID, Long> look() {
    return app.db()
        .select(LEDGER.USER_ID, LEDGER.OPENING)
        .from(LEDGER)
        .where(LEDGER.USER_ID.in(PEOPLE))
        .fetchMap(LEDGER.USER_ID, LEDGER.OPENING);
  }

  private static long balances() {
    return app.db().fetchValues(ACCOUNTS.BALANCE, ACCOUNTS.USER_ID.in(PEOPLE)).stream()
        .mapToLong(Long::longValue)
        .sum();
  }
}
