package dev.trestle.schema;

import dev.trestle.DatabaseUrl;
import dev.trestle.embedded.EmbeddedServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.postgresql.util.PSQLException;

/** A server for a test class, and as many databases on it as are asked for. */
final class Databases implements BeforeAllCallback, AfterAllCallback {
  private EmbeddedServer server;
  private int number;

  @Override
  public void beforeAll(ExtensionContext context) {
    server = EmbeddedServer.temporary();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    server.close();
  }

  /** A new database in which this has run. */
  DatabaseUrl with(String sql) {
    String name = "database_" + ++number;
    execute(server.url(), "create database " + name);
    DatabaseUrl database = server.url().withDatabase(name);
    execute(database, sql);
    return database;
  }

  DatabaseSchema schemaWith(String sql) {
    return DatabaseSchema.read(with(sql));
  }

  static void execute(DatabaseUrl database, String sql) {
    try (Connection connection =
            DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new AssertionError(e.getMessage() + "\n" + around(sql, e), e);
    }
  }

  private static String around(String sql, SQLException e) {
    if (e instanceof PSQLException refused && refused.getServerErrorMessage() != null) {
      int at = refused.getServerErrorMessage().getPosition();
      return sql.substring(Math.max(0, at - 200), Math.min(sql.length(), at + 200));
    }
    return "";
  }

  static String resource(String name) {
    try (InputStream in = Databases.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
