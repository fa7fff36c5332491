package dev.trestle.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.trestle.internal.db.Database;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jooq.DSLContext;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A table on a real server, with two items that have 100 each before every test. */
final class Items
    implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {
  private LoggingServer server;
  private HikariDataSource pool;
  private DSLContext db;

  /** Four connections to it. */
  HikariDataSource pool() {
    return pool;
  }

  /** An application's database over them. */
  DSLContext db() {
    return db;
  }

  /** How many there are of an item. */
  int n(int id) {
    return (Integer) db.fetchValue("select n from items where id = " + id);
  }

  /** Adds one to an item. */
  static int increment(DSLContext tx, int id) {
    return tx.execute("update items set n = n + 1 where id = " + id);
  }

  /** What was sent while the work was done, in order. */
  List<String> statements(Runnable work) throws IOException {
    return server.statements(work);
  }

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    server = LoggingServer.start();
    pool = server.pool(4);
    db = Database.over(pool, OptionalInt.empty(), Optional.empty(), InstantSource.system()).dsl();
    db.execute(
        "create table items (id int primary key, n int not null default 0,"
            + " boss int references items deferrable initially deferred)");
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    db.execute("truncate items");
    db.execute("insert into items values (1, 100), (2, 100)");
  }

  /** No connection is left out of the pool, or in a transaction. */
  @Override
  public void afterEach(ExtensionContext context) throws SQLException {
    assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
    try (Connection connection = pool.getConnection()) {
      assertThat(connection.getAutoCommit()).isTrue();
    }
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    pool.close();
    server.close();
  }
}
