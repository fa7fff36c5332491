package dev.trestle.internal.db;

import dev.trestle.DatabaseUrl;
import java.sql.SQLException;
import javax.net.ssl.SSLException;

/** Says in one sentence, without the password, why a database cannot be connected to. */
public final class ConnectionFailures {
  private ConnectionFailures() {}

  /**
   * The sentence.
   *
   * @param url that was tried
   * @param failure what came of it
   */
  public static String explain(DatabaseUrl url, Throwable failure) {
    SQLException sql = null;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException found && found.getSQLState() != null) {
        sql = found;
      }
    }
    String state = sql == null ? "" : sql.getSQLState();
    return switch (state) {
      case "28P01", "28000" ->
          "PostgreSQL at "
              + url.hosts()
              + " refused the login of '"
              + url.user()
              + "'; correct user and password in "
              + url
              + ".";
      case "3D000" ->
          "There is no database '"
              + url.database()
              + "' at "
              + url.hosts()
              + "; create it or correct "
              + url
              + ".";
      case "08001", "08004", "08006" ->
          isTls(sql)
              ? "PostgreSQL at "
                  + url.hosts()
                  + " is not who it should be: "
                  + sql.getMessage()
                  + "; correct its certificate, or host, sslmode or sslrootcert in "
                  + url
                  + "."
              : "No PostgreSQL answers at " + url.hosts() + "; start it or correct " + url + ".";
      case "08P01" ->
          "The pooler at "
              + url.hosts()
              + " refused the connection: "
              + sql.getMessage()
              + (sql.getMessage().contains("startup parameter")
                  ? "; leave it out of " + url + " and set it for the role: alter role … set …."
                  : ".");
      case Pooler.NO_SESSION -> sql.getMessage();
      case "53300" -> "PostgreSQL at " + url.hosts() + " has no connection left; close some.";
      default ->
          "Cannot connect to " + url + ": " + (sql == null ? failure : sql).getMessage() + ".";
    };
  }

  /** The driver has the same SQLSTATE for a server that is not there. */
  private static boolean isTls(SQLException failure) {
    return failure.getCause() instanceof SSLException
        || String.valueOf(failure.getMessage()).contains("hostnameverifier");
  }
}
