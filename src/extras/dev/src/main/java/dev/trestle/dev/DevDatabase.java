package dev.trestle.dev;

import dev.trestle.DatabaseUrl;
import dev.trestle.Environment;
import dev.trestle.StartException;
import dev.trestle.embedded.EmbeddedServer;
import dev.trestle.migrate.DatabaseReset;
import dev.trestle.migrate.LockTimes;
import dev.trestle.migrate.Migration;
import dev.trestle.migrate.MigrationListener;
import dev.trestle.migrate.Migrations;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The database that the commands work on: that of {@link Environment#direct} if there is one, the
 * one that another command runs here, or an embedded one of its own.
 */
final class DevDatabase implements AutoCloseable {
  private static final Duration LONG = Duration.ofSeconds(5);

  private static final Set<Migration.State> STANDING =
      EnumSet.of(
          Migration.State.APPLIED,
          Migration.State.CHANGED,
          Migration.State.MISSING,
          Migration.State.NEWER,
          Migration.State.BASELINE);

  private static final Set<Migration.State> OUTDATED =
      EnumSet.of(Migration.State.CHANGED, Migration.State.MISSING, Migration.State.OUT_OF_ORDER);

  private final DatabaseUrl url;
  private final Optional<EmbeddedServer> server;
  private final boolean given;
  private final LockTimes locks;
  private Optional<MigrationListener.Step> last = Optional.empty();

  private DevDatabase(
      DatabaseUrl url, Optional<EmbeddedServer> server, boolean given, LockTimes locks) {
    this.url = url;
    this.server = server;
    this.given = given;
    this.locks = locks;
  }

  static DevDatabase open(Map<String, String> environment, Path data) {
    LockTimes locks = LockTimes.of(environment);
    Optional<DatabaseUrl> given = Environment.of(environment).direct();
    Path directory = data.resolve("postgres-" + EmbeddedServer.majorVersion());
    Optional<DatabaseUrl> known = given.or(() -> EmbeddedServer.running(directory));
    if (known.isPresent()) {
      return new DevDatabase(known.get(), Optional.empty(), given.isPresent(), locks);
    }
    EmbeddedServer server = EmbeddedServer.at(directory);
    return new DevDatabase(server.url(), Optional.of(server), false, locks);
  }

  DatabaseUrl url() {
    return url;
  }

  /** Whether it is somebody's own, so that nobody else may make it anew. */
  boolean isGiven() {
    return given;
  }

  /** The statement at which the last run failed; empty if it did not, or not at a statement. */
  Optional<MigrationListener.Step> failedStep() {
    return last;
  }

  Migrations migrations(Path folder) {
    return Migrations.of(url, "filesystem:" + folder.toAbsolutePath());
  }

  private Migrations seeds(Path folder) {
    return Migrations.seeds(url, "filesystem:" + folder.toAbsolutePath());
  }

  /** Applies what is pending and says what that was. */
  void migrate(Path folder) {
    apply("Applied", migrations(folder));
  }

  /** Runs the seeds that have not run here and says which. */
  void seed(Path folder) {
    apply("Seeded", seeds(folder));
  }

  /**
   * As {@link #seed}, but not into a database of somebody's own that has rows: nobody who only runs
   * a service there wants more of them.
   */
  void seedUnlessInUse(Path folder) {
    boolean pending =
        seeds(folder).status().stream().anyMatch(seed -> seed.state() == Migration.State.PENDING);
    if (given && pending && hasRows()) {
      System.out.println("Not seeded: " + url + " has rows already; make seed adds them.");
      return;
    }
    seed(folder);
  }

  /**
   * Makes it anew and says what was applied.
   *
   * @param name its name, if it is to go even if it is elsewhere or has rows of its own
   */
  void reset(Path migrations, Path seeds, Optional<String> name) {
    Progress applied = new Progress("Applied", System.out, LONG);
    Progress seeded = new Progress("Seeded", System.out, LONG);
    try (applied;
        seeded) {
      DatabaseReset reset =
          DatabaseReset.of(
              migrations(migrations).withLocks(locks).withListener(applied),
              seeds(seeds).withLocks(locks).withListener(seeded));
      name.map(reset::forced).orElse(reset).run();
    } finally {
      last = applied.running().or(seeded::running);
    }
  }

  /** What was applied and is not as it was then, so that nothing can be applied over it. */
  List<String> outdated(Path migrations, Path seeds) {
    return Stream.of(migrations(migrations), seeds(seeds))
        .flatMap(it -> it.status().stream())
        .filter(it -> OUTDATED.contains(it.state()))
        .map(Migration::file)
        .toList();
  }

  /** At which version it is, in a line. */
  String standing(Path folder) {
    return url
        + migrations(folder).status().stream()
            .filter(migration -> STANDING.contains(migration.state()))
            .reduce((a, b) -> b)
            .map(migration -> " is at V" + migration.version())
            .orElse(" is empty");
  }

  private boolean hasRows() {
    try (Connection connection =
            DriverManager.getConnection(url.jdbcUrl(), url.user(), url.password());
        Statement statement = connection.createStatement()) {
      for (String table : tables(statement)) {
        try (ResultSet row = statement.executeQuery("select exists (select from " + table + ")")) {
          if (row.next() && row.getBoolean(1)) {
            return true;
          }
        }
      }
      return false;
    } catch (SQLException e) {
      throw new StartException("Cannot look into " + url + ": " + e.getMessage() + ".", e);
    }
  }

  private static List<String> tables(Statement statement) throws SQLException {
    List<String> tables = new ArrayList<>();
    try (ResultSet rows =
        statement.executeQuery(
            "select format('%I.%I', schemaname, tablename) from pg_tables"
                + " where schemaname = 'public' and tablename not like 'flyway%'")) {
      while (rows.next()) {
        tables.add(rows.getString(1));
      }
    }
    return tables;
  }

  private void apply(String verb, Migrations migrations) {
    Progress progress = new Progress(verb, System.out, LONG);
    try (progress) {
      migrations.withLocks(locks).withListener(progress).apply();
    } finally {
      last = progress.running();
    }
  }

  @Override
  public void close() {
    server.ifPresent(EmbeddedServer::close);
  }
}
