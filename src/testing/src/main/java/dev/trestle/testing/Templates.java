package dev.trestle.testing;

import dev.trestle.DatabaseUrl;
import dev.trestle.migrate.Migrations;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server of a test run and its template databases: each set of migrations and seeds runs once,
 * fresh databases are copies. They are dropped in the background, and all that is left when the run
 * ends.
 */
final class Templates implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger("dev.trestle.testing");

  private final TestServer server;
  private final AdminConnection making;
  private final AdminConnection dropping;
  private final ExecutorService drops =
      Executors.newSingleThreadExecutor(Thread.ofVirtual().name("trestle-drop").factory());
  private final Map<List<String>, Template> templates = new ConcurrentHashMap<>();
  private final Set<String> names = ConcurrentHashMap.newKeySet();

  Templates(TestServer server) {
    this.server = server;
    this.making = new AdminConnection(server.url());
    this.dropping = new AdminConnection(server.url());
  }

  /**
   * A new database with the migrations and seeds applied.
   *
   * @param another whether one more of them will be asked for soon
   */
  DatabaseUrl copy(List<String> migrations, List<String> seeds, boolean another) {
    List<String> key = List.of(String.join(",", migrations), String.join(",", seeds));
    Template template = templates.computeIfAbsent(key, k -> make(migrations, seeds));
    long began = System.nanoTime();
    String name = template.take();
    LOG.debug(
        "A database was waited for {} ms", Duration.ofNanos(System.nanoTime() - began).toMillis());
    if (another) {
      template.prepare();
    }
    return server.url().withDatabase(name);
  }

  /** Its address for requests, which may go through a pooler. */
  DatabaseUrl forRequests(DatabaseUrl database) {
    return server.forRequests(database);
  }

  /** Nobody needs it any more. */
  void drop(DatabaseUrl database) {
    drops.execute(() -> drop(database.database()));
  }

  private void drop(String name) {
    dropping.drop(name);
    names.remove(name);
  }

  private Template make(List<String> migrations, List<String> seeds) {
    String name = newName();
    making.create(name);
    DatabaseUrl database = server.url().withDatabase(name);
    Migrations.of(database, migrations.toArray(String[]::new)).apply();
    if (!seeds.isEmpty()) {
      Migrations.seeds(database, seeds.toArray(String[]::new)).apply();
    }
    return new Template(name, () -> copy(name));
  }

  private String copy(String template) {
    long began = System.nanoTime();
    String name = newName();
    making.copy(name, template);
    LOG.debug(
        "{} was copied in {} ms", template, Duration.ofNanos(System.nanoTime() - began).toMillis());
    return name;
  }

  private String newName() {
    String name =
        "trestle_test_" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    names.add(name);
    return name;
  }

  @Override
  public void close() {
    templates.values().forEach(Template::end);
    drops.close();
    names.forEach(this::drop);
    making.close();
    dropping.close();
    server.close();
  }
}
