package dev.trestle.testing;

import dev.trestle.DatabaseUrl;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** A connection to the server under test that makes and drops databases. Safe for all threads. */
final class AdminConnection implements AutoCloseable {
  private final DatabaseUrl server;
  private Connection connection;
  private String how = "";

  /**
   * @param server connected to when it is asked first
   */
  AdminConnection(DatabaseUrl server) {
    this.server = server;
  }

  /** Makes an empty database. */
  void create(String name) {
    execute("create database " + name);
  }

  /** Makes a copy of a database that nobody is connected to. */
  synchronized void copy(String name, String template) {
    open();
    execute("create database " + name + " template " + template + how);
  }

  /** Ends whoever is still connected, too. */
  void drop(String name) {
    execute("drop database if exists " + name + " with (force)");
  }

  private synchronized void execute(String sql) {
    try (Statement statement = open().createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException("The test server " + server + " refused: " + sql, e);
    }
  }

  private synchronized Connection open() {
    try {
      if (connection == null || connection.isClosed()) {
        connection =
            DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
        how = prepareToClone(connection) ? " strategy file_copy" : "";
      }
      return connection;
    } catch (SQLException e) {
      throw new IllegalStateException("The test server " + server + " cannot be reached", e);
    }
  }

  /**
   * From 18 on PostgreSQL has the system copy files, which takes half of the time of its own ways.
   */
  private static boolean prepareToClone(Connection connection) throws SQLException {
    if (connection.getMetaData().getDatabaseMajorVersion() < 18) {
      return false;
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute("set file_copy_method = clone");
      return true;
    } catch (SQLException e) {
      return false; // Not on every system.
    }
  }

  @Override
  public synchronized void close() {
    try {
      if (connection != null) {
        connection.close();
      }
    } catch (SQLException e) {
      throw new IllegalStateException("The connection to " + server + " does not close", e);
    }
  }
}
