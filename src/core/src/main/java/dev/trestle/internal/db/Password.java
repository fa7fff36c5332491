package dev.trestle.internal.db;

import dev.trestle.DatabaseUrl;
import java.sql.SQLException;

/** The password for one connection. */
public final class Password {
  private Password() {}

  /**
   * The current one.
   *
   * @throws SQLException if whoever has it fails, so that who connects tries again as for any other
   *     reason
   */
  public static String of(DatabaseUrl url) throws SQLException {
    try {
      return url.password();
    } catch (RuntimeException e) {
      throw new SQLException("There is no password for " + url + ": " + e.getMessage(), e);
    }
  }
}
