package dev.trestle.bench.jdbc;

import static dev.trestle.bench.jdbc.Rows.query;
import static dev.trestle.bench.jdbc.Rows.uuid;

import dev.trestle.bench.Answers.Post;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** Posts by hand. */
public final class PostStore {
  private static final String NEWEST = " order by p.created_at desc, p.id desc";

  private final DataSource pool;

  /** A store over somebody's pool. */
  public PostStore(DataSource pool) {
    this.pool = pool;
  }

  /** A post's author. */
  public record Writer(UUID id, String name, String email) {}

  /** A post that was looked for. */
  public record Found(
      UUID id,
      String title,
      String content,
      boolean published,
      UUID authorId,
      OffsetDateTime createdAt,
      Writer author) {}

  /** Where a page stands among the others. */
  public record Pagination(int page, int limit, long total, long pages) {}

  /** Some posts of all. */
  public record Page(List<Post> posts, Pagination pagination) {}

  /** The newest posts. */
  public List<Post> newest(int limit) throws SQLException {
    try (Connection connection = pool.getConnection()) {
      return query(
          connection,
          "select " + Rows.POST + " from posts p" + NEWEST + " limit ?",
          Rows::post,
          limit);
    }
  }

  /** A page, newest first, with a real count. */
  public Page page(int page, int limit) throws SQLException {
    try (Connection connection = pool.getConnection()) {
      long total =
          query(connection, "select count(*) from posts", row -> row.getLong(1)).getFirst();
      List<Post> posts =
          query(
              connection,
              "select " + Rows.POST + " from posts p" + NEWEST + " limit ? offset ?",
              Rows::post,
              limit,
              (page - 1L) * limit);
      return new Page(posts, new Pagination(page, limit, total, Math.ceilDiv(total, limit)));
    }
  }

  /** The 20 newest that contain the text. */
  public List<Found> search(String text, Optional<Boolean> published) throws SQLException {
    String pattern = "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    List<Object> arguments = new ArrayList<>(List.of(pattern, pattern));
    published.ifPresent(arguments::add);
    try (Connection connection = pool.getConnection()) {
      return query(
          connection,
          "select "
              + Rows.POST
              + ", u.name as author_name, u.email as author_email"
              + " from posts p join users u on u.id = p.author_id"
              + " where (p.title ilike ? or p.content ilike ?)"
              + (published.isPresent() ? " and p.published = ?" : "")
              + NEWEST
              + " limit 20",
          PostStore::found,
          arguments.toArray());
    }
  }

  private static Found found(ResultSet row) throws SQLException {
    Post post = Rows.post(row);
    return new Found(
        post.id(),
        post.title(),
        post.content(),
        post.published(),
        post.authorId(),
        post.createdAt(),
        new Writer(
            uuid(row, "author_id"), row.getString("author_name"), row.getString("author_email")));
  }
}
