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
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.postgresql.util.PSQLException;

/** One server for all test classes, and as many databases on it as are asked for. */
final class Databases implements BeforeAllCallback {
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final Map<String, DatabaseUrl> made = new ConcurrentHashMap<>();
  private DatabaseUrl server;

  @Override
  public void beforeAll(ExtensionContext context) {
    server =
        context
            .getRoot()
            .getStore(ExtensionContext.Namespace.create(Databases.class))
            .computeIfAbsent(
                EmbeddedServer.class, key -> EmbeddedServer.temporary(), EmbeddedServer.class)
            .url();
  }

  /** A new database in which this has run. */
  DatabaseUrl with(String sql) {
    DatabaseUrl database = create("");
    execute(database, sql);
    return database;
  }

  /** The same, as a copy of one that is made once. */
  DatabaseUrl copyWith(String sql) {
    return create(" template " + made.computeIfAbsent(sql, this::with).database());
  }

  private DatabaseUrl create(String from) {
    String name = "database_" + NUMBER.incrementAndGet();
    execute(server, "create database " + name + from);
    return server.withDatabase(name);
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
