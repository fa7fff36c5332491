package dev.trestle.e2e.rolling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.DatabaseUrl;
import dev.trestle.backfill.Backfill;
import dev.trestle.migrate.Migrations;
import dev.trestle.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * {@code users.name} becomes {@code users.display_name} while clients read and write, by expanding
 * and contracting the schema: four versions of the service, two replicas, one replaced after the
 * other. This is what {@code make zero-downtime} runs.
 */
@Order(1)
class ZeroDowntimeTest {
  private static final int REPLICAS = 2;
  private static final int CLIENTS = 6;

  /** In each state of the replicas. */
  private static final int REQUESTS = 250;

  /** Failures that are printed of a step. */
  private static final int SHOWN = 10;

  @RegisterExtension
  static final TestDatabase database =
      TestDatabase.migrated("classpath:db/migration").seeded("classpath:db/seed");

  private final Balancer balancer = new Balancer();
  private final Clients clients = new Clients(balancer);
  private final List<Replica> replicas = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();
  private int requests;

  @AfterEach
  void stop() {
    clients.close();
    replicas.forEach(replica -> replica.process().destroyForcibly());
    balancer.close();
  }

  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void aColumnIsRenamedUnderLoadAndNoRequestFails() throws Exception {
    Overlay writesBoth;
    Overlay readsNew;
    Overlay newOnly;
    try (ExecutorService builder = Executors.newSingleThreadExecutor()) {
      Future<Overlay> last = builder.submit(() -> overlay(3, List.of()));
      writesBoth = overlay(1, List.of());
      readsNew = overlay(2, List.of(writesBoth));
      newOnly = last.get();
    }
    System.out.printf(
        "users.name becomes users.display_name: %d replicas, %d clients%n", REPLICAS, CLIENTS);

    while (replicas.size() < REPLICAS) {
      add("N", "-jar", System.getProperty("service.jar"));
    }
    clients.start(CLIENTS, names("name"));
    clients.await(REQUESTS);
    tell("0 as it was", List.of("N"));

    migrate(writesBoth, "V9001__add_users_display_name.sql");
    tell("1 add the column", List.of("N"));
    replace("N+1", writesBoth);
    tell("1 write both columns, read the old", List.of("N", "N+1"));

    backfill();
    tell("2 fill the new column", List.of("N+1"));

    replace("N+2", readsNew);
    tell("3 read the new column, write both", List.of("N+1", "N+2"));

    replace("N+3", newOnly);
    tell("4 name the new column only", List.of("N+2", "N+3"));
    migrate(newOnly, "V9002__drop_users_name.sql");
    tell("4 drop the old column", List.of("N+3"));

    Map<String, String> acknowledged = clients.end();
    tell("  the rest", List.of("N+3"));
    Map<String, String> stored = names("display_name");
    System.out.printf(
        "%,d requests, %d failed; %,d users%n", requests, failures.size(), stored.size());
    assertThat(failures.size()).as("failed requests").isZero();
    assertThat(stored).isEqualTo(new TreeMap<>(acknowledged));
    assertThat(stored.size()).as("users were created, too").isGreaterThan(10_000);
    for (Replica replica : List.copyOf(replicas)) {
      remove(replica);
    }
  }

  /** Under load before, meanwhile and after. */
  private void migrate(Overlay version, String file) throws Exception {
    assertThat(
            Migrations.of(database.url(), "filesystem:" + version.migrations().toAbsolutePath())
                .apply())
        .extracting(migration -> migration.file())
        .containsExactly(file);
    clients.await(REQUESTS);
  }

  private void backfill() throws Exception {
    DatabaseUrl url = database.url();
    Backfill.of(url, "users.display_name")
        .update("users", "display_name = name")
        .where("display_name is distinct from name")
        .batchSize(100)
        .onProgress(Duration.ofSeconds(1), progress -> System.out.println("    " + progress))
        .run();
    clients.await(REQUESTS);
  }

  /** One replica after the other, so that both versions serve together. */
  private void replace(String version, Overlay overlay) throws Exception {
    for (Replica old : List.copyOf(replicas)) {
      add(version, "-cp", overlay.classpath(), "dev.trestle.service.Main");
      clients.await(REQUESTS);
      remove(old);
      clients.await(REQUESTS);
    }
  }

  private void add(String version, String... arguments) throws Exception {
    Replica replica =
        Replica.start(
            version,
            Map.of("PORT", "0", "DATABASE_URL", database.url().toUri(), "POOL_SIZE", "5"),
            arguments);
    replicas.add(replica);
    balancer.add(replica);
  }

  private void remove(Replica replica) throws Exception {
    balancer.drain(replica);
    replica.stop(number("select count(*) from posts"));
    replicas.remove(replica);
  }

  private void tell(String step, List<String> versions) {
    Clients.Counts counts = clients.take();
    System.out.printf("%-38s %s%n", step, counts);
    counts.failures.stream().limit(SHOWN).forEach(failure -> System.out.println("    " + failure));
    failures.addAll(counts.failures);
    requests += counts.requests();
    assertThat(counts.answeredBy.keySet()).containsExactlyElementsOf(versions);
  }

  private static Overlay overlay(int patches, List<Overlay> known) throws Exception {
    Path root = Path.of(System.getProperty("db")).resolve("..").normalize();
    List<Path> all;
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("zero.downtime")))) {
      all = files.sorted().limit(patches).toList();
    }
    assertThat(all).hasSize(patches);
    Path folder = Path.of(System.getProperty("outside")).resolveSibling("overlay-" + patches);
    return Overlay.build(root, all, folder, known);
  }

  private static Map<String, String> names(String column) throws Exception {
    Map<String, String> names = new TreeMap<>();
    query(
        "select id, coalesce(to_json(%s)::text, 'null') from users".formatted(column),
        row -> names.put(row.getString(1), row.getString(2)));
    return names;
  }

  private static long number(String sql) throws Exception {
    List<Long> numbers = new ArrayList<>();
    query(sql, row -> numbers.add(row.getLong(1)));
    return numbers.getFirst();
  }

  @FunctionalInterface
  private interface EachRow {
    void take(ResultSet row) throws Exception;
  }

  private static void query(String sql, EachRow each) throws Exception {
    DatabaseUrl url = database.url();
    try (Connection connection =
            DriverManager.getConnection(url.jdbcUrl(), url.user(), url.password());
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        each.take(rows);
      }
    }
  }
}
