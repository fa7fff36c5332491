package dev.trestle.console.internal.data;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** What PostgreSQL says of what it does not do. */
public final class Refused {
  private Refused() {}

  /** In its own words, with detail and hint. */
  public static String words(SQLException e) {
    if (e instanceof PSQLException refused && refused.getServerErrorMessage() != null) {
      ServerErrorMessage message = refused.getServerErrorMessage();
      List<String> lines = new ArrayList<>();
      lines.add(message.getMessage());
      if (message.getDetail() != null) {
        lines.add(message.getDetail());
      }
      if (message.getHint() != null) {
        lines.add("Hint: " + message.getHint());
      }
      lines.add("(SQLSTATE " + message.getSQLState() + ")");
      return String.join("\n", lines);
    }
    return e.getMessage();
  }
}
