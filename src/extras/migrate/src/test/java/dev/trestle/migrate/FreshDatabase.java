package dev.trestle.migrate;

import dev.trestle.DatabaseUrl;
import dev.trestle.embedded.EmbeddedServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** An empty database for each test, on one server for all of them. */
public final class FreshDatabase implements BeforeEachCallback {
  private DatabaseUrl url;

  /** Of the next test. */
  public FreshDatabase() {}

  private record Server(EmbeddedServer server) implements AutoCloseable {
    @Override
    public void close() {
      server.close();
    }
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    DatabaseUrl server =
        context
            .getRoot()
            .getStore(ExtensionContext.Namespace.create(FreshDatabase.class))
            .computeIfAbsent(
                Server.class, key -> new Server(EmbeddedServer.temporary()), Server.class)
            .server()
            .url();
    url = server;
    String name = "t" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    execute("create database " + name);
    url = server.withDatabase(name);
  }

  public DatabaseUrl url() {
    return url;
  }

  public Connection connect() throws SQLException {
    return DriverManager.getConnection(url.jdbcUrl(), url.user(), url.password());
  }

  public void execute(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The first column of the first row, as text. */
  public String value(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? row.getString(1) : "no row";
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Asks until the answer is that; the test's own timeout ends it otherwise. */
  public void await(String sql, String answer) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      while (true) {
        try (ResultSet row = statement.executeQuery(sql)) {
          if (row.next() && answer.equals(row.getString(1))) {
            return;
          }
        }
        Thread.onSpinWait();
      }
    }
  }
}
