package dev.trestle.codegen;

import dev.trestle.DatabaseUrl;
import dev.trestle.StartException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** An empty database on a server that runs, until it is closed. */
record Scratch(DatabaseUrl server, String name) implements AutoCloseable {

  static Scratch on(DatabaseUrl server) {
    String name =
        "trestle_codegen_" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    run(server, "create database " + name + " template template0");
    return new Scratch(server, name);
  }

  DatabaseUrl url() {
    return server.withDatabase(name);
  }

  @Override
  public void close() {
    run(server, "drop database " + name + " with (force)");
  }

  private static void run(DatabaseUrl server, String sql) {
    try (Connection connection =
            DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new StartException(
          "No database can be made at %s to generate classes of: %s."
              .formatted(server, e.getMessage()),
          e);
    }
  }
}
