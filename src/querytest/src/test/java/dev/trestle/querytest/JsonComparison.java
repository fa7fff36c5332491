package dev.trestle.querytest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.internal.json.Json;
import dev.trestle.query.BoundQuery;
import dev.trestle.query.JsonRows;
import dev.trestle.testing.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is written of rows beside what the mapper writes of their records, byte for byte; what a
 * test writes into the database is undone after it.
 */
final class JsonComparison
    implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {
  /** The mapper of an application. */
  static final JsonMapper MAPPER = Json.defaults().build();

  /** More runs than the driver's threshold, after which it receives binary instead of text. */
  private static final int RUNS = 8;

  private final TestDatabase database = TestDatabase.migrated("classpath:db/migration");
  private Connection connection;
  private DSLContext db;

  @Override
  public void beforeAll(ExtensionContext context) {
    database.beforeAll(context);
  }

  @Override
  public void beforeEach(ExtensionContext context) throws SQLException {
    connection =
        DriverManager.getConnection(
            database.url().jdbcUrl(), database.url().user(), database.url().password());
    connection.setAutoCommit(false);
    db = DSL.using(connection, SQLDialect.POSTGRES);
  }

  @Override
  public void afterEach(ExtensionContext context) throws SQLException {
    connection.rollback();
    connection.close();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    database.afterAll(context);
  }

  DSLContext db() {
    return db;
  }

  /** What is written of the rows. */
  String write(BoundQuery<?> query) {
    return text(JsonRows.of(MAPPER).write(db, query));
  }

  /** Without records, and the same. */
  void directlyTheSame(BoundQuery<?> query) {
    assertThat(JsonRows.of(MAPPER).isDirect(db, query)).isTrue();
    sameAsThroughRecords(query, MAPPER);
  }

  /** By way of the records, because they say something of their own. */
  void throughRecords(BoundQuery<?> query) {
    assertThat(JsonRows.of(MAPPER).isDirect(db, query)).isFalse();
    sameAsThroughRecords(query, MAPPER);
  }

  /** The same, whichever way. */
  void sameAsThroughRecords(BoundQuery<?> query, JsonMapper mapper) {
    JsonRows rows = JsonRows.of(mapper);
    for (int run = 0; run < RUNS; run++) {
      assertThat(text(rows.write(db, query)))
          .as("run %d", run)
          .isEqualTo(text(mapper.writeValueAsBytes(query.fetch(db))));
    }
  }

  private static String text(byte[] json) {
    return new String(json, StandardCharsets.UTF_8);
  }
}
