package dev.trestle.dataproxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.testing.TestDatabase;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransactionTest {
  private static final TestDatabase DATABASE = TestDatabase.migrated("classpath:dataproxy");

  @RegisterExtension
  static final Edge EDGE = Edge.over(DATABASE, it -> it.rowLimit(100).answerLimit(10_000));

  private static HttpResponse<String> transaction(String[] headers, String... queries) {
    String list =
        Arrays.stream(queries)
            .map(sql -> "{\"query\":\"" + sql + "\",\"params\":[]}")
            .collect(Collectors.joining(","));
    return EDGE.ask("{\"queries\":[" + list + "]}", headers);
  }

  private static HttpResponse<String> transaction(String... queries) {
    return transaction(new String[0], queries);
  }

  private static String count(String condition) {
    return EDGE.query("select count(*) from notes where " + condition)
        .body()
        .replaceFirst(".*\"rows\":\\[\\[\"", "")
        .replaceFirst("\".*", "");
  }

  @Test
  void severalStatementsAreOneTransactionWithAResultForEach() {
    HttpResponse<String> answer =
        transaction(
            "insert into notes (title) values ('t1') returning title",
            "select xmin = pg_current_xact_id()::xid from notes where title = 't1'");
    assertThat(answer.body())
        .startsWith("{\"results\":[{\"command\":\"INSERT\",\"rowCount\":1,")
        .contains("\"rows\":[[\"t1\"]]},{\"command\":\"SELECT\"")
        .endsWith("\"rows\":[[\"t\"]]}]}");
    assertThat(count("title = 't1'")).isEqualTo("1");
  }

  @Test
  void oneThatFailsUndoesAll() {
    HttpResponse<String> answer =
        transaction(
            "insert into notes (title) values ('t2')",
            "insert into notes (title) values ('t2')",
            "select 1");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("\"code\":\"23505\"");
    assertThat(count("title = 't2'")).isEqualTo("0");
  }

  @Test
  void whatIsCheckedAtTheEndFailsThere() {
    HttpResponse<String> answer =
        transaction("insert into notes (title, parent_id) values ('t3', -1)", "select 1");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("\"code\":\"23503\"");
    assertThat(EDGE.query("insert into notes (title, parent_id) values ('t3', -1)").body())
        .contains("\"code\":\"23503\"");
    assertThat(count("title = 't3'")).isEqualTo("0");
  }

  @ParameterizedTest
  @CsvSource({
    "ReadUncommitted, read uncommitted",
    "ReadCommitted, read committed",
    "RepeatableRead, repeatable read",
    "Serializable, serializable"
  })
  void theIsolationIsTheOneThatWasAskedFor(String asked, String level) {
    String[] headers = {
      "Neon-Batch-Isolation-Level", asked,
      "Neon-Batch-Read-Only", "true",
      "Neon-Batch-Deferrable", "true"
    };
    assertThat(
            transaction(
                    headers,
                    "select current_setting('transaction_isolation'),"
                        + " current_setting('transaction_read_only'),"
                        + " current_setting('transaction_deferrable')")
                .body())
        .contains("\"rows\":[[\"" + level + "\",\"on\",\"on\"]]");
    assertThat(EDGE.query("select current_setting('transaction_isolation')").body())
        .contains("[[\"read committed\"]]");
  }

  @Test
  void aTransactionThatOnlyReadsChangesNothing() {
    String[] headers = {"Neon-Batch-Read-Only", "true"};
    assertThat(transaction(headers, "insert into notes (title) values ('t4')").body())
        .contains("\"code\":\"25006\"");
    assertThat(count("title = 't4'")).isEqualTo("0");
  }

  @Test
  void aWrongWordInAHeaderIsRefused() {
    assertThat(
            transaction(new String[] {"Neon-Batch-Isolation-Level", "Snapshot"}, "select 1").body())
        .contains("Neon-Batch-Isolation-Level must be ReadUncommitted, ReadCommitted,");
    assertThat(transaction(new String[] {"Neon-Batch-Read-Only", "yes"}, "select 1").body())
        .contains("Neon-Batch-Read-Only must be true or false");
  }

  @Test
  void whatIsSetForATransactionIsGoneAfterIt() {
    assertThat(
            transaction("set local work_mem = '123kB'", "select current_setting('work_mem')")
                .body())
        .contains("[[\"123kB\"]]");
    assertThat(EDGE.query("select current_setting('work_mem')").body()).doesNotContain("123kB");
  }

  @Test
  void moreRowsThanTheLimitAreAnErrorAndAChangeIsUndone() {
    assertThat(EDGE.query("select * from generate_series(1, 100)").statusCode()).isEqualTo(200);
    assertThat(EDGE.query("select * from generate_series(1, 101)").body())
        .contains("\"code\":\"54000\"");
    String insert =
        "insert into notes (title) select 'many' || n from generate_series(1, 101) n returning id";
    assertThat(EDGE.query(insert).body()).contains("\"code\":\"54000\"");
    assertThat(count("title like 'many%'")).isEqualTo("0");
    assertThat(
            transaction(
                    "select * from generate_series(1, 60)", "select * from generate_series(1, 60)")
                .body())
        .contains("\"code\":\"54000\"");
  }

  @Test
  void moreBytesThanTheLimitAreAnErrorAndAChangeIsUndone() {
    for (int i = 0; i < 5; i++) {
      assertThat(EDGE.query("select repeat('x', 100000)").body()).contains("\"code\":\"54000\"");
    }
    String insert = "insert into notes (title) values (repeat('x', 11000)) returning title";
    assertThat(EDGE.query(insert).body()).contains("\"code\":\"54000\"");
    assertThat(count("title like 'xxx%'")).isEqualTo("0");
  }

  @Test
  @Timeout(60)
  void aStatementThatTakesTooLongIsCancelled() {
    try (Edge impatient = Edge.over(DATABASE, it -> it.timeout(Duration.ofMillis(300))).start()) {
      HttpResponse<String> answer = impatient.query("select pg_sleep(600)");
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.headers().firstValue("Retry-After")).contains("1");
      String running =
          "select 1 from pg_stat_activity where query = 'select pg_sleep(600)' and state = 'active'";
      while (!EDGE.query(running).body().endsWith("\"rows\":[]}")) {
        Thread.onSpinWait();
      }
    }
  }
}
