package dev.trestle.check;

import dev.trestle.DatabaseUrl;
import dev.trestle.internal.db.ConnectionFailures;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** A database made for one check, and dropped after it. */
final class Scratch implements AutoCloseable {
  private final DatabaseUrl server;
  private final DatabaseUrl url;

  private Scratch(DatabaseUrl server, DatabaseUrl url) {
    this.server = server;
    this.url = url;
  }

  static Scratch create(DatabaseUrl server) {
    String name =
        "trestle_check_" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    try {
      execute(server, "create database " + name);
    } catch (SQLException e) {
      throw new CheckException(ConnectionFailures.explain(server, e), e);
    }
    return new Scratch(server, server.withDatabase(name));
  }

  DatabaseUrl url() {
    return url;
  }

  /**
   * A new session, in which each statement is a transaction unless told otherwise. Nothing takes
   * longer than a minute: rows are few, so whoever does waits for something.
   */
  Connection connect() throws SQLException {
    Connection connection = DriverManager.getConnection(url.jdbcUrl(), url.user(), url.password());
    try (Statement statement = connection.createStatement()) {
      statement.execute("set statement_timeout = '60s'");
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  private static void execute(DatabaseUrl database, String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() {
    try {
      execute(server, "drop database if exists " + url.database() + " with (force)");
    } catch (SQLException e) {
      throw new CheckException(
          "The scratch database " + url + " stays; drop it: " + e.getMessage(), e);
    }
  }
}
