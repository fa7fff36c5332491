package dev.trestle.dev;

import dev.trestle.DatabaseUrl;
import dev.trestle.Environment;
import dev.trestle.StartException;
import dev.trestle.embedded.EmbeddedServer;
import dev.trestle.migrate.Migration;
import dev.trestle.migrate.Migrations;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The database that the commands work on: that of {@link Environment#direct} if there is one, the
 * one that another command runs here, or an embedded one of its own.
 */
final class DevDatabase implements AutoCloseable {
  private final DatabaseUrl url;
  private final Optional<EmbeddedServer> server;
  private final boolean given;

  private DevDatabase(DatabaseUrl url, Optional<EmbeddedServer> server, boolean given) {
    this.url = url;
    this.server = server;
    this.given = given;
  }

  static DevDatabase open(Map<String, String> environment, Path data) {
    Optional<DatabaseUrl> given = Environment.of(environment).direct();
    Path directory = data.resolve("postgres-" + EmbeddedServer.majorVersion());
    Optional<DatabaseUrl> known = given.or(() -> EmbeddedServer.running(directory));
    if (known.isPresent()) {
      return new DevDatabase(known.get(), Optional.empty(), given.isPresent());
    }
    EmbeddedServer server = EmbeddedServer.at(directory);
    return new DevDatabase(server.url(), Optional.of(server), false);
  }

  DatabaseUrl url() {
    return url;
  }

  Migrations migrations(Path folder) {
    return Migrations.of(url, "filesystem:" + folder.toAbsolutePath());
  }

  /** Applies what is pending and says what that was. */
  void migrate(Path folder) {
    report("Applied", migrations(folder).apply());
  }

  /** Runs the seeds that have not run here and says which. */
  void seed(Path folder) {
    report("Seeded", Migrations.seeds(url, "filesystem:" + folder.toAbsolutePath()).apply());
  }

  /**
   * As {@link #seed}, but not into a database of somebody's own that has rows: nobody who only runs
   * a service there wants more of them.
   */
  void seedUnlessInUse(Path folder) {
    boolean pending =
        Migrations.seeds(url, "filesystem:" + folder.toAbsolutePath()).status().stream()
            .anyMatch(seed -> seed.state() == Migration.State.PENDING);
    if (given && pending && hasRows()) {
      System.out.println("Not seeded: " + url + " has rows already; make seed adds them.");
      return;
    }
    seed(folder);
  }

  /** At which version it is, in a line. */
  String standing(Path folder) {
    return url
        + migrations(folder).status().stream()
            .filter(migration -> migration.state() == Migration.State.APPLIED)
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

  private static void report(String verb, List<Migration> applied) {
    for (Migration migration : applied) {
      System.out.println(
          "%s V%s %s (%d ms)"
              .formatted(
                  verb, migration.version(), migration.description(), migration.took().toMillis()));
    }
  }

  @Override
  public void close() {
    server.ifPresent(EmbeddedServer::close);
  }
}
