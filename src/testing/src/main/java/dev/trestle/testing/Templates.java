package dev.trestle.testing;

import dev.trestle.DatabaseUrl;
import dev.trestle.migrate.Migrations;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The server of a test run and its template databases: each set of migrations and seeds runs once,
 * fresh databases are copies. Everything is dropped when the run ends.
 */
final class Templates implements AutoCloseable {
  private final TestServer server;
  private final Map<List<String>, DatabaseUrl> templates = new ConcurrentHashMap<>();

  Templates(TestServer server) {
    this.server = server;
  }

  /** A new database with the migrations and seeds applied. */
  DatabaseUrl copy(List<String> migrations, List<String> seeds) {
    List<String> key = List.of(String.join(",", migrations), String.join(",", seeds));
    DatabaseUrl template = templates.computeIfAbsent(key, k -> make(migrations, seeds));
    String name = newName();
    execute("create database " + name + " template " + template.database());
    return server.url().withDatabase(name);
  }

  /** Its address for requests, which may go through a pooler. */
  DatabaseUrl forRequests(DatabaseUrl database) {
    return server.forRequests(database);
  }

  /** Ends whoever is still connected, too. */
  void drop(DatabaseUrl database) {
    execute("drop database if exists " + database.database() + " with (force)");
  }

  private DatabaseUrl make(List<String> migrations, List<String> seeds) {
    String name = newName();
    execute("create database " + name);
    DatabaseUrl template = server.url().withDatabase(name);
    Migrations.of(template, migrations.toArray(String[]::new)).apply();
    if (!seeds.isEmpty()) {
      Migrations.seeds(template, seeds.toArray(String[]::new)).apply();
    }
    return template;
  }

  private static String newName() {
    return "trestle_test_" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
  }

  private void execute(String sql) {
    DatabaseUrl url = server.url();
    try (Connection connection =
            DriverManager.getConnection(url.jdbcUrl(), url.user(), url.password());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException("The test server " + url + " refused: " + sql, e);
    }
  }

  @Override
  public void close() {
    templates.values().forEach(this::drop);
    server.close();
  }
}
