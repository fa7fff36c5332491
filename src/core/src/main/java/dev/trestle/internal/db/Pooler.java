package dev.trestle.internal.db;

import dev.trestle.DatabaseUrl;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.core.BaseConnection;

/** Whether a pooler is between us and the server, which gives each transaction another session. */
public final class Pooler {
  /** PostgreSQL's "feature not supported". */
  static final String NO_SESSION = "0A000";

  private Pooler() {}

  /**
   * What the address says ({@code pgbouncer}), or else what the server says: PostgreSQL tells each
   * connection the number of its process when it opens, and a pooler tells one of its own, which is
   * not that of the process that answers. In a pooler's session mode that is so too; who is sure of
   * that says {@code pgbouncer=false}.
   *
   * @param connection of that address, in no transaction
   */
  static boolean isBetween(DatabaseUrl url, Connection connection) throws SQLException {
    return url.throughPooler().isPresent()
        ? url.throughPooler().get()
        : connection.unwrap(BaseConnection.class).getBackendPID() != process(connection);
  }

  private static int process(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select pg_backend_pid()")) {
      row.next();
      return row.getInt(1);
    }
  }

  /**
   * Refuses a pooler for what lives in a session, and would be somebody else's after a transaction.
   *
   * @param what cannot do without, in the plural, as the beginning of a sentence
   * @throws SQLException that {@link ConnectionFailures} knows
   */
  public static void refuseBetween(DatabaseUrl url, Connection connection, String what)
      throws SQLException {
    if (isBetween(url, connection)) {
      throw new SQLException(
          what
              + " need a session of PostgreSQL's, and "
              + url.hosts()
              + " is a pooler, which gives each transaction another one; set DIRECT_URL to the"
              + " address of the database itself, or say pgbouncer=false if the pooler keeps"
              + " sessions.",
          NO_SESSION);
    }
  }
}
