package dev.trestle.bench.jdbc;

import dev.trestle.bench.Answers.Post;
import dev.trestle.bench.Answers.User;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The few lines that people who write JDBC by hand write once. */
public final class Rows {
  /** What {@link #user} reads, of {@code users u}. */
  public static final String USER = "u.id, u.email, u.name, u.created_at";

  /** What {@link #post} reads, of {@code posts p}. */
  public static final String POST =
      "p.id, p.title, p.content, p.published, p.author_id, p.created_at";

  private Rows() {}

  /** Makes a value of the row that the cursor is on. */
  @FunctionalInterface
  public interface Mapper<T> {
    /** The value; the cursor stays where it is. */
    T map(ResultSet row) throws SQLException;
  }

  /** Runs a statement that the driver keeps prepared after five runs on a connection. */
  public static <T> List<T> query(
      Connection connection, String sql, Mapper<T> mapper, Object... arguments)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < arguments.length; i++) {
        statement.setObject(i + 1, arguments[i]);
      }
      try (ResultSet row = statement.executeQuery()) {
        List<T> values = new ArrayList<>();
        while (row.next()) {
          values.add(mapper.map(row));
        }
        return values;
      }
    }
  }

  /** A user. */
  public static User user(ResultSet row) throws SQLException {
    return new User(
        uuid(row, "id"), row.getString("email"), row.getString("name"), time(row, "created_at"));
  }

  /** A post. */
  public static Post post(ResultSet row) throws SQLException {
    return new Post(
        uuid(row, "id"),
        row.getString("title"),
        row.getString("content"),
        row.getBoolean("published"),
        uuid(row, "author_id"),
        time(row, "created_at"));
  }

  /** A column of type {@code uuid}. */
  public static UUID uuid(ResultSet row, String column) throws SQLException {
    return row.getObject(column, UUID.class);
  }

  /** A column of type {@code timestamptz}. */
  public static OffsetDateTime time(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class);
  }
}
