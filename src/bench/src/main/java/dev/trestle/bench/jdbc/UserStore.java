package dev.trestle.bench.jdbc;

import static dev.trestle.bench.jdbc.Rows.query;
import static java.util.stream.Collectors.groupingBy;

import dev.trestle.bench.Answers.Author;
import dev.trestle.bench.Answers.Post;
import dev.trestle.bench.Answers.User;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** Users by hand; measured by itself and in the {@linkplain dev.trestle.bench.http baseline}. */
public final class UserStore {
  private final DataSource pool;

  /** A store over somebody's pool. */
  public UserStore(DataSource pool) {
    this.pool = pool;
  }

  /** The user of this id. */
  public Optional<User> find(UUID id) throws SQLException {
    try (Connection connection = pool.getConnection()) {
      return query(
              connection, "select " + Rows.USER + " from users u where u.id = ?", Rows::user, id)
          .stream()
          .findFirst();
    }
  }

  /** The newest users with their posts, in two statements over one connection. */
  public List<Author> newest(int limit) throws SQLException {
    try (Connection connection = pool.getConnection()) {
      List<User> users =
          query(
              connection,
              "select " + Rows.USER + " from users u order by u.created_at desc, u.id desc limit ?",
              Rows::user,
              limit);
      Object[] ids = users.stream().map(User::id).toArray();
      Map<UUID, List<Post>> posts =
          query(
                  connection,
                  "select "
                      + Rows.POST
                      + " from posts p where p.author_id = any (?)"
                      + " order by p.created_at desc, p.id desc",
                  Rows::post,
                  connection.createArrayOf("uuid", ids))
              .stream()
              .collect(groupingBy(Post::authorId));
      return users.stream()
          .map(user ->
              new Author(
                  user.id(),
                  user.email(),
                  user.name(),
                  user.createdAt(),
                  posts.getOrDefault(user.id(), List.of())))
          .toList();
    }
  }

  /** Creates a user. */
  public User create(String email, String name) throws SQLException {
    try (Connection connection = pool.getConnection()) {
      return query(
              connection,
              "insert into users as u (email, name) values (?, ?) returning " + Rows.USER,
              Rows::user,
              email,
              name)
          .getFirst();
    }
  }

  /** How much somebody has written. */
  public record TopAuthor(String name, long postCount) {}

  /** The ten users with the most posts. */
  public List<TopAuthor> top() throws SQLException {
    try (Connection connection = pool.getConnection()) {
      return query(
          connection,
          "select u.name, count(*) as post_count from users u join posts p on p.author_id = u.id"
              + " group by u.id order by post_count desc, u.id limit 10",
          row -> new TopAuthor(row.getString("name"), row.getLong("post_count")));
    }
  }
}
