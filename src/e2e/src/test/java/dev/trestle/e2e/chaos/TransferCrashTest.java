package dev.trestle.e2e.chaos;

import static dev.trestle.support.Findings.WHOLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.DatabaseUrl;
import dev.trestle.e2e.Processes;
import dev.trestle.support.Findings;
import dev.trestle.testing.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Clients that send a transfer again until it is acknowledged, to a service that is killed. */
class TransferCrashTest {
  private static final int CLIENTS = 8;
  private static final int KILLS = WHOLE ? 200 : 5;
  private static final int ACKNOWLEDGED_BEFORE_A_KILL = 20;
  private static final int SECONDS = 120;
  private static final String MONEY = "select sum(balance) from accounts";
  private static final Pattern TRANSACTION =
      Pattern.compile("\"transaction\":\\{\"id\":\"([^\"]+)");

  @RegisterExtension
  static final TestDatabase database =
      TestDatabase.migrated("classpath:db/migration").seeded("classpath:db/seed");

  private final Findings findings = new Findings("crash");
  private final HttpClient http = HttpClient.newHttpClient();
  private final Semaphore acknowledged = new Semaphore(0);
  private final AtomicInteger again = new AtomicInteger();

  /** Where the service is; not yet known while it starts. */
  private final AtomicReference<CompletableFuture<String>> address =
      new AtomicReference<>(new CompletableFuture<>());

  private Process service;
  private volatile boolean over;

  @AfterEach
  void stop() {
    service.destroyForcibly();
    http.close();
  }

  @Test
  @Timeout(1_800)
  void whatIsAcknowledgedHappenedOnceHoweverOftenTheServiceIsKilled() throws Exception {
    try (Connection connection = connect()) {
      long money = Server.number(connection, MONEY);
      findings.injected(
          "the service killed (-9) %d times, each time after it has acknowledged %d transfers, under"
              + " %d clients that send each transfer again under its key until it is acknowledged",
          KILLS, ACKNOWLEDGED_BEFORE_A_KILL, CLIENTS);
      List<String> transactions = transferWhileItIsKilled();

      List<String> stored = stored(connection);
      long unbalanced =
          Server.number(connection, "select count(*) from ledger where opening <> 1000000");
      findings.saw(
          "%,d transfers acknowledged, the database has %,d; the sum is still %,d; %d accounts out"
              + " of balance; %,d requests broke off and were sent again",
          transactions.size(), stored.size(), money, unbalanced, again.get());
      assertThat(stored).containsExactlyInAnyOrderElementsOf(transactions);
      assertThat(Server.number(connection, "select count(*) from idempotency_keys"))
          .isEqualTo(transactions.size());
      assertThat(Server.number(connection, MONEY)).isEqualTo(money);
      assertThat(unbalanced).isZero();
    }
  }

  /** Gives the transactions that clients were told of, one for each of their transfers. */
  private List<String> transferWhileItIsKilled() throws Exception {
    start();
    List<String> transactions = new ArrayList<>();
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<List<String>>> told = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        int client = i;
        told.add(clients.submit(() -> transferAll(client)));
      }
      try {
        for (int kill = 0; kill < KILLS; kill++) {
          acknowledged.drainPermits(); // Those of the one before.
          assertThat(acknowledged.tryAcquire(ACKNOWLEDGED_BEFORE_A_KILL, SECONDS, TimeUnit.SECONDS))
              .isTrue();
          // Before it is dead, so that who meets the dead one waits for the next.
          address.set(new CompletableFuture<>());
          service.destroyForcibly().waitFor();
          start();
        }
      } finally {
        over = true;
      }
      for (Future<List<String>> ids : told) {
        transactions.addAll(ids.get(SECONDS, TimeUnit.SECONDS));
      }
    }
    return transactions;
  }

  private void start() throws IOException {
    service =
        Processes.light(
            Map.of("PORT", "0", "DATABASE_URL", database.url().toUri()),
            "-jar",
            System.getProperty("service.jar"));
    address.get().complete(Processes.address(service));
  }

  private List<String> transferAll(int client) throws Exception {
    List<String> ids = new ArrayList<>();
    for (int order = 0; !over; order++) {
      ids.add(transfer(client + "-" + order, 1 + client % 4, 5 + order % 4));
      acknowledged.release();
    }
    return ids;
  }

  private String transfer(String key, int from, int to) throws Exception {
    String body =
        "{\"fromUserId\":\"%s\",\"toUserId\":\"%s\",\"amount\":1}"
            .formatted(Load.user(from), Load.user(to));
    while (true) {
      HttpRequest request =
          HttpRequest.newBuilder(
                  URI.create(address.get().get(SECONDS, TimeUnit.SECONDS) + "/api/transfer"))
              .header("Content-Type", "application/json")
              .header("Idempotency-Key", key)
              .POST(HttpRequest.BodyPublishers.ofString(body))
              .build();
      try {
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        Matcher transaction = TRANSACTION.matcher(answer.body());
        assertThat(transaction.find()).isTrue();
        return transaction.group(1);
      } catch (IOException e) {
        again.incrementAndGet();
        // Killed meanwhile: nobody knows whether it has happened, so it is sent again.
      }
    }
  }

  private static Connection connect() throws SQLException {
    DatabaseUrl url = database.url();
    return DriverManager.getConnection(url.jdbcUrl(), url.user(), url.password());
  }

  private static List<String> stored(Connection connection) throws SQLException {
    List<String> ids = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select id from transactions")) {
      while (row.next()) {
        ids.add(row.getString(1));
      }
    }
    return ids;
  }
}
