package dev.trestle.querytest;

import static dev.trestle.querytest.db.Tables.PEOPLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.Trestle;
import dev.trestle.TrestleBuilder;
import dev.trestle.query.QueryLog;
import dev.trestle.testing.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the logger of statements writes. */
class SqlLogTest {
  private static final String NAME =
      "select \"people\".\"name\" from \"people\" where \"people\".\"id\" = ?";

  @RegisterExtension
  static final TestDatabase database = TestDatabase.migrated("classpath:db/migration");

  private final List<String> counted = new CopyOnWriteArrayList<>();

  private static TrestleBuilder builder() {
    return Trestle.of(WatchedRoutes::routes)
        .database(database.url())
        .connections(it -> it.poolSize(1))
        .port(0);
  }

  /** The lines of some requests, with {@code #} for the durations. */
  private static List<String> logged(TrestleBuilder builder, String... paths) {
    try (Trestle app = builder.start();
        CapturedLog log = new CapturedLog();
        HttpClient client = HttpClient.newHttpClient()) {
      for (String path : paths) {
        HttpRequest request =
            HttpRequest.newBuilder(URI.create(app.url() + path))
                .header("X-Request-Id", "r1")
                .header("X-Trestle-Explain", "1")
                .build();
        client.send(request, HttpResponse.BodyHandlers.ofString());
      }
      return log.statements().stream().map(SqlLogTest::stable).toList();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static String stable(String line) {
    return line.replaceAll("\\d+\\.\\d\\d ms", "# ms");
  }

  @Test
  void withoutASettingNothingIsWritten() {
    assertThat(logged(builder(), "/people/1", "/loop/9")).isEmpty();
  }

  @Test
  void statementsAndTheirRequestAreWrittenWithoutValues() {
    assertThat(
            logged(
                builder().statements(it -> it.queryLog(QueryLog.REDACTED)), "/people/1", "/plain"))
        .containsExactly(
            "GET /people/{id} [r1]: # ms, 0 rows: " + NAME + " [integer]",
            "GET /people/{id} [r1]: 1 statement, # ms",
            "GET /plain [r1]: # ms, 1 row: select ?::text\\nwhere true [text(7)]",
            "GET /plain [r1]: 1 statement, # ms");
  }

  @Test
  void valuesAreWrittenInDevelopmentOnOneLine() {
    assertThat(
            logged(
                builder().development(true).statements(it -> it.queryLog(QueryLog.VALUES)),
                "/plain"))
        .contains("GET /plain [r1]: # ms, 1 row: select ?::text\\nwhere true ['se\\ncret']");
  }

  @Test
  void aFailureIsWrittenWithItsSqlState() {
    TrestleBuilder builder = builder().statements(it -> it.queryLog(QueryLog.REDACTED));

    assertThat(logged(builder, "/add/1", "/add/1", "/none"))
        .contains(
            "GET /add/{id} [r1]: # ms, failed with 23505: insert into \"people\" (\"id\", \"name\")"
                + " values (?, ?) [integer, text(7)]",
            "GET /none [r1]: 0 statements, # ms");
  }

  @Test
  void outsideARequestThereIsNone() {
    try (Trestle app = builder().statements(it -> it.queryLog(QueryLog.REDACTED)).start();
        CapturedLog log = new CapturedLog()) {
      DSLContext db = app.db();
      db.fetchCount(PEOPLE);

      assertThat(log.statements().stream().map(SqlLogTest::stable))
          .containsExactly("# ms, 1 row: select count(*) from \"people\"");
    }
  }

  @Test
  void aListenerOfOnesOwnNeedsNoLog() {
    assertThat(
            logged(
                builder().listener(execution -> count(execution.sql(), execution.duration())),
                "/people/1"))
        .isEmpty();
    assertThat(counted).containsExactly(NAME);
  }

  private void count(String sql, Duration duration) {
    assertThat(duration).isPositive();
    counted.add(sql);
  }

  @Test
  void aSlowStatementIsAWarningAndNoOther() {
    assertThat(logged(builder().statements(it -> it.slowQuery(Duration.ofNanos(1))), "/people/1"))
        .containsExactly("GET /people/{id} [r1]: slow, # ms, 0 rows: " + NAME + " [integer]");
    assertThat(logged(builder().statements(it -> it.slowQuery(Duration.ofHours(1))), "/people/1"))
        .isEmpty();
    assertThat(
            logged(
                builder().development(true).statements(it -> it.slowQuery(Duration.ZERO)), "/none"))
        .isEmpty();
  }

  @Test
  void aRepeatedStatementIsAWarningInDevelopment() {
    String warning =
        "GET /loop/{times} [r1] ran the same statement 5 times (N+1): "
            + NAME
            + " -- load these rows with many(…) in the query before, or once for all keys with"
            + " = any(?); write many in a batch";

    assertThat(logged(builder().development(true), "/loop/4", "/loop/5")).contains(warning);
    assertThat(logged(builder().development(true), "/loop/4"))
        .noneMatch(line -> line.contains("N+1"));
    assertThat(logged(builder().development(true).statements(it -> it.repeatLimit(5)), "/loop/5"))
        .noneMatch(line -> line.contains("N+1"));
    assertThat(logged(builder().statements(it -> it.queryLog(QueryLog.REDACTED)), "/loop/5"))
        .noneMatch(line -> line.contains("N+1"));
  }

  @Test
  void inDevelopmentARequestGetsThePlansOfItsStatements() {
    List<String> lines = logged(builder().development(true), "/senders", "/plain", "/loop/3");

    assertThat(lines)
        .contains("GET /plain [r1] plan of select ?::text\\nwhere true")
        .anyMatch(line -> line.startsWith("GET /plain [r1] | Result  (cost="))
        .anyMatch(line -> line.startsWith("GET /senders [r1] plan of select \"people\".\"name\""))
        .containsOnlyOnce("GET /loop/{times} [r1] plan of " + NAME)
        .allMatch(line -> line.startsWith("GET /"));
  }

  @Test
  void whatHasNoPlanSaysSo() {
    assertThat(logged(builder().development(true), "/retried"))
        .contains(
            "GET /retried [r1] no plan (42601) of do $$ begin raise exception using errcode ="
                + " '40001'; end $$");
  }
}
