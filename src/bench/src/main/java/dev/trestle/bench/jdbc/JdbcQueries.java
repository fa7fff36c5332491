package dev.trestle.bench.jdbc;

import static dev.trestle.bench.Answers.json;

import dev.trestle.bench.Queries;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;

/** JDBC by hand into records, those into JSON by Jackson. */
public final class JdbcQueries implements Queries {
  private final UserStore users;
  private final PostStore posts;

  /** Queries over somebody's pool. */
  public JdbcQueries(DataSource pool) {
    this.users = new UserStore(pool);
    this.posts = new PostStore(pool);
  }

  @Override
  public byte[] lookup(UUID id) throws SQLException {
    return json(users.find(id).orElseThrow());
  }

  @Override
  public byte[] list() throws SQLException {
    return json(posts.newest(100));
  }

  @Override
  public byte[] nested() throws SQLException {
    return json(users.newest(100));
  }

  @Override
  public byte[] insert(String email, String name) throws SQLException {
    return json(users.create(email, name));
  }
}
