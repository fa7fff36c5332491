package dev.trestle.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.DatabaseUrl;
import dev.trestle.migrate.MigrationException;
import dev.trestle.migrate.Migrations;
import dev.trestle.testing.PgBouncer;
import dev.trestle.testing.TestDatabase;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The packaged service through a PgBouncer that has few connections, each for a transaction. */
class PoolerTest {
  private static final int SERVER_CONNECTIONS = 4;
  private static final int CLIENTS = 32;
  private static final int REQUESTS_EACH = 25;

  private static final TestDatabase database =
      TestDatabase.migrated("classpath:db/migration").seeded("classpath:db/seed");

  @RegisterExtension static final PgBouncer pooler = PgBouncer.before(database, SERVER_CONNECTIONS);

  @Test
  void everyExampleAnswersAsItSaysThroughAPoolerThatNobodyDeclared() throws Exception {
    Process service = serve(split());
    try {
      ApiExamplesTest.assertThatAllPass(
          ApiExamplesTest.examples(Processes.address(service), "false"));
    } finally {
      service.destroyForcibly();
    }
  }

  @Test
  void moreRequestsThanTheServerHasConnectionsAreAllAnswered() throws Exception {
    Map<String, String> settings = new HashMap<>(split());
    settings.put("POOL_SIZE", "20");
    Process service = serve(settings);
    try (HttpClient client = HttpClient.newHttpClient();
        ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      String address = Processes.address(service);
      List<Callable<List<Integer>>> work = new ArrayList<>();
      for (int number = 0; number < CLIENTS; number++) {
        int first = number;
        work.add(() -> requests(client, address, first));
      }
      for (Future<List<Integer>> statuses : clients.invokeAll(work)) {
        assertThat(statuses.get()).containsOnly(200);
      }
      assertThat(throughPooler()).isBetween(2, SERVER_CONNECTIONS);
    } finally {
      service.destroyForcibly();
    }
  }

  /** Lookups, lists with relations, and transactions of several statements. */
  private static List<Integer> requests(HttpClient client, String address, int first)
      throws Exception {
    List<Integer> statuses = new ArrayList<>();
    for (int i = 0; i < REQUESTS_EACH; i++) {
      int from = 1 + first * REQUESTS_EACH + i;
      for (HttpRequest.Builder request :
          List.of(
              HttpRequest.newBuilder(URI.create(address + "/api/users/" + user(from))),
              HttpRequest.newBuilder(URI.create(address + "/api/users?limit=3")),
              transfer(address, from))) {
        HttpResponse<Void> answer =
            client.send(request.build(), HttpResponse.BodyHandlers.discarding());
        statuses.add(answer.statusCode());
      }
    }
    return statuses;
  }

  private static HttpRequest.Builder transfer(String address, int from) {
    String order =
        "{\"fromUserId\":\"%s\",\"toUserId\":\"%s\",\"amount\":1}"
            .formatted(user(from), user(from + 1));
    return HttpRequest.newBuilder(URI.create(address + "/api/transfer"))
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(order));
  }

  private static String user(int number) {
    return "00000000-0000-4000-8000-%012x".formatted(number);
  }

  /** How many connections the server has but ours and that which listens. */
  private static int throughPooler() throws Exception {
    DatabaseUrl url = database.url();
    try (Connection connection =
            DriverManager.getConnection(url.jdbcUrl(), url.user(), url.password());
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select count(*) from pg_stat_activity where datname = current_database()"
                    + " and pid <> pg_backend_pid()"
                    + " and application_name <> 'trestle notifications'")) {
      row.next();
      return row.getInt(1);
    }
  }

  @Test
  void withoutADirectAddressTheServiceDoesNotListen() throws Exception {
    Processes.Ended ended =
        Processes.await(serve(Map.of("PORT", "0", "DATABASE_URL", pooler.url().toUri())));

    assertThat(ended.err())
        .startsWith("Notifications need a session of PostgreSQL's, and " + pooler.url().hosts())
        .contains("set DIRECT_URL")
        .hasLineCount(1);
    assertThat(ended.status()).isEqualTo(1);
  }

  @Test
  void noMigrationRunsThroughIt() {
    assertThatThrownBy(() -> Migrations.of(pooler.url(), "classpath:db/migration").apply())
        .isInstanceOf(MigrationException.class)
        .hasMessageStartingWith("Migrations need a session of PostgreSQL's")
        .hasMessageContaining("set DIRECT_URL");
    assertThatThrownBy(() -> Migrations.of(declared("true"), "classpath:db/migration").apply())
        .isInstanceOf(MigrationException.class);
  }

  @Test
  void whoKnowsThatItKeepsSessionsIsBelieved() {
    assertThat(Migrations.of(declared("false"), "classpath:db/migration").apply()).isEmpty();
  }

  private static DatabaseUrl declared(String pgbouncer) {
    return DatabaseUrl.parse(pooler.url().toUri() + "?pgbouncer=" + pgbouncer);
  }

  @Test
  void whatItDoesNotTakeAtAConnectionsStartIsNamed() throws Exception {
    Map<String, String> settings = new HashMap<>(split());
    settings.put("DATABASE_URL_POOLER", pooler.url().toUri() + "?schema=public");

    Processes.Ended ended = Processes.await(serve(settings));

    assertThat(ended.err())
        .startsWith("The pooler at " + pooler.url().hosts() + " refused the connection")
        .contains("unsupported startup parameter: search_path; leave it out of postgresql://")
        .hasLineCount(1);
  }

  /** Requests through the pooler, the rest not. */
  private static Map<String, String> split() {
    return Map.of(
        "PORT", "0",
        "DATABASE_URL_POOLER", pooler.url().toUri(),
        "DIRECT_URL", database.url().toUri());
  }

  private static Process serve(Map<String, String> environment) throws Exception {
    return Processes.light(environment, "-jar", System.getProperty("service.jar"));
  }
}
