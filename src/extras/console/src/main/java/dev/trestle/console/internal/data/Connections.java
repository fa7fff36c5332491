package dev.trestle.console.internal.data;

import dev.trestle.DatabaseUrl;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Connections beside the application's pool, one for each page: so the console answers while the
 * pool is out, is in no figure of the application's, and holds nothing while nobody looks.
 */
public final class Connections {
  private static final String LIMITS =
      "set local statement_timeout = '5s'; set local lock_timeout = '2s'";

  private final DatabaseUrl url;

  /** Opens none yet. */
  public Connections(DatabaseUrl url) {
    this.url = url;
  }

  /**
   * What is done with a connection.
   *
   * @param <T> what comes of it
   */
  @FunctionalInterface
  public interface Work<T> {
    /** Does it. */
    T on(Connection connection) throws SQLException;
  }

  /** Reads, in a transaction that can change nothing and takes five seconds at most. */
  public <T> T read(Work<T> work) throws SQLException {
    return transaction(true, work);
  }

  /** Changes something, in a transaction that is undone if it throws. */
  public <T> T change(Work<T> work) throws SQLException {
    return transaction(false, work);
  }

  /** Where it is, without its password. */
  @Override
  public String toString() {
    return url.toString();
  }

  private <T> T transaction(boolean readOnly, Work<T> work) throws SQLException {
    try (Connection connection =
        DriverManager.getConnection(url.jdbcUrl(), url.user(), url.password())) {
      connection.setReadOnly(readOnly);
      connection.setAutoCommit(false);
      try (Statement limits = connection.createStatement()) {
        limits.execute(LIMITS);
      }
      T result = work.on(connection);
      connection.commit();
      return result;
    }
  }
}
