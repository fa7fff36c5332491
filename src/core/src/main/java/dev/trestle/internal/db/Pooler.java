package dev.trestle.internal.db;

import dev.trestle.DatabaseUrl;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.core.BaseConnection;

/** Whether a pooler is between us and the server, which gives each transaction another session. */
public final class Pooler {
  private Pooler() {}

  /**
   * What the address says ({@code pgbouncer}), or else what the server says: PostgreSQL tells each
   * connection the number of its process when it opens, and a pooler tells one of its own, which is
   * not that of the process that answers. In a pooler's session mode that is so too; who is sure of
   * that says {@code pgbouncer=false}.
   *
   * @param connection of that address, in no transaction
   */
  public static boolean isBetween(DatabaseUrl url, Connection connection) throws SQLException {
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
   * Why an address cannot be used for what lives in a session.
   *
   * @param what needs a session, as the subject of a sentence
   */
  public static String refusal(DatabaseUrl url, String what) {
    return what
        + " a session of PostgreSQL's, and "
        + url.hosts()
        + " is a pooler, which gives each transaction another one; set DIRECT_URL to the address of"
        + " the database itself, or say pgbouncer=false if the pooler keeps sessions.";
  }
}
