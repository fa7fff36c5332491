package dev.trestle.testing;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jooq.tools.jdbc.DefaultConnection;

/**
 * The statements an application has run, in the order they were prepared. What travels together, as
 * a JDBC batch, is one. Thread-safe.
 */
public final class StatementLog {
  private final Queue<String> statements = new ConcurrentLinkedQueue<>();

  StatementLog() {}

  /**
   * What was run since the last {@link #clear}.
   *
   * @return a copy, SQL as it was sent
   */
  public List<String> statements() {
    return List.copyOf(statements);
  }

  /** Forgets what was run so far. */
  public void clear() {
    statements.clear();
  }

  Connection watch(Connection connection) {
    return new DefaultConnection(connection) {
      @Override
      public PreparedStatement prepareStatement(String sql) throws SQLException {
        statements.add(sql);
        return super.prepareStatement(sql);
      }

      @Override
      public PreparedStatement prepareStatement(String sql, int generatedKeys) throws SQLException {
        statements.add(sql);
        return super.prepareStatement(sql, generatedKeys);
      }
    };
  }
}
