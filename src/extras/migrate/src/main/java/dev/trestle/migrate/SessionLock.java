package dev.trestle.migrate;

import dev.trestle.DatabaseUrl;
import dev.trestle.internal.db.Pooler;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;

/**
 * Keeps other processes out for as long as it is held: a PostgreSQL advisory lock, which ends with
 * its session. It asks again and again instead of waiting inside the server, because a statement
 * that waits there holds up every {@code create index concurrently}.
 */
final class SessionLock implements AutoCloseable {
  private static final long POLL_MILLIS = 100;

  private final Connection session;

  private SessionLock(Connection session) {
    this.session = session;
  }

  static SessionLock take(DatabaseUrl database, String name, Runnable waiting) throws SQLException {
    Connection session =
        DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
    try (PreparedStatement statement =
        session.prepareStatement("select pg_try_advisory_lock(hashtextextended(?, 0))")) {
      Pooler.refuseBetween(database, session, "Migrations");
      statement.setString(1, name);
      boolean told = false;
      while (!taken(statement)) {
        if (!told) {
          waiting.run();
          told = true;
        }
        TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      }
      return new SessionLock(session);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      session.close();
      throw new SQLException("Interrupted while waiting for another process", e);
    } catch (SQLException | RuntimeException e) {
      session.close();
      throw e;
    }
  }

  /** The session that holds it, idle meanwhile. */
  Connection session() {
    return session;
  }

  private static boolean taken(PreparedStatement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery()) {
      return row.next() && row.getBoolean(1);
    }
  }

  @Override
  public void close() throws SQLException {
    session.close();
  }
}
