package dev.trestle.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.migrate.FreshDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A backfill whose process is killed with SIGKILL. */
@Timeout(120)
class BackfillKillTest {
  private static final int ROWS = 20_000;

  /** Batches of which one is under way when the process is killed. */
  private static final int MORE = 20;

  @RegisterExtension final FreshDatabase database = new FreshDatabase();

  @BeforeEach
  void rows() throws Exception {
    database.execute(
        """
        create table t (k uuid primary key default gen_random_uuid(), touched int not null default 0);
        insert into t select from generate_series(1, %d)
        """
            .formatted(ROWS));
  }

  @Test
  void howeverOftenItIsKilledEachRowIsUpdatedOnce() throws Exception {
    for (int batches : List.of(3, 40, 1, 77)) {
      Process process = start(batches + MORE);
      try {
        BufferedReader lines = process.inputReader();
        for (int line = 0; line <= batches; line++) {
          assertThat(lines.readLine()).startsWith("t.touched: ");
        }
      } finally {
        process.destroyForcibly().waitFor();
      }
    }
    assertThat(database.value("select rows_done between 6050 and 10050 from trestle_backfill"))
        .as("killed on the way")
        .isEqualTo("t");

    Progress end = KilledBackfill.of(database.url()).run();

    assertThat(end.rows()).isEqualTo(ROWS);
    assertThatEachRowIsTouchedOnce();
  }

  @Test
  void inTheMiddleOfABatchNothingOfItIsKept() throws Exception {
    try (Connection other = database.connect();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute(
          "select from t where k = (select k from t order by k offset 125 limit 1) for update");
      Process process = start(ROWS);
      try {
        database.await(
            "select count(*) from pg_stat_activity where application_name = 'trestle backfill'"
                + " and wait_event_type = 'Lock' and query like 'update%'",
            "1");
      } finally {
        process.destroyForcibly().waitFor();
      }
    }
    // PostgreSQL has not noticed yet that nobody is there any more, or has: the next waits for it.
    Progress end = KilledBackfill.of(database.url()).run();

    assertThat(end.rows()).isEqualTo(ROWS);
    assertThatEachRowIsTouchedOnce();
  }

  private void assertThatEachRowIsTouchedOnce() throws Exception {
    assertThat(database.value("select count(*) from t where touched = 1"))
        .isEqualTo(String.valueOf(ROWS));
  }

  private Process start(int batches) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            KilledBackfill.class.getName(),
            database.url().toUri(),
            String.valueOf(batches))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
