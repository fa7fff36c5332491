package dev.trestle.internal.query;

import java.sql.SQLException;
import org.jooq.exception.DataAccessException;
import org.jooq.exception.DataException;
import org.jooq.exception.IntegrityConstraintViolationException;

/** Failures of statements as jOOQ tells them, so that who handles its exceptions handles these. */
final class StatementFailure {
  private StatementFailure() {}

  /** What to throw; an unchecked exception stays what it is. */
  static RuntimeException of(String sent, Exception e) {
    if (e instanceof RuntimeException unchecked) {
      return unchecked;
    }
    String message = "SQL [" + sent + "]; " + e.getMessage();
    String state =
        e instanceof SQLException sql && sql.getSQLState() != null ? sql.getSQLState() : "";
    return switch (state.length() < 2 ? "" : state.substring(0, 2)) {
      case "22" -> new DataException(message, e);
      case "23" -> new IntegrityConstraintViolationException(message, e);
      default -> new DataAccessException(message, e);
    };
  }
}
