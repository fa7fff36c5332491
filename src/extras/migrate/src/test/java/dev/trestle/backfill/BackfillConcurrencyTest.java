package dev.trestle.backfill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.migrate.FreshDatabase;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A backfill beside others: those who hold its rows, and those who run it too. */
@Timeout(60)
class BackfillConcurrencyTest {
  private static final int ROWS = 2_000;

  @RegisterExtension final FreshDatabase database = new FreshDatabase();

  @BeforeEach
  void rows() throws Exception {
    database.execute(
        "create table t (k int primary key, touched int not null default 0);"
            + " insert into t select n from generate_series(1, %d) as n".formatted(ROWS));
  }

  @ParameterizedTest
  @ValueSource(strings = {"40001", "40P01", "55P03"})
  void whatPassesIsTriedAgain(String state) throws Exception {
    // A sequence counts on whatever is undone.
    database.execute(
        """
        create sequence tries;
        create function refuse_first() returns trigger language plpgsql as $$
        begin
          if nextval('tries') in (2, 3, 5) then
            raise exception 'not now' using errcode = '%s';
          end if;
          return null;
        end $$;
        create trigger refuse after update on t
          for each statement execute function refuse_first()
        """
            .formatted(state));

    Progress end = touch().batchSize(500).run();

    assertThat(end.retries()).isEqualTo(3);
    assertThat(end.rows()).isEqualTo(ROWS);
    assertThatEachRowIsTouchedOnce();
  }

  @Test
  void aLockThatNobodyGivesBackEndsItWithTheBatchesBeforeKept() throws Exception {
    try (Connection other = database.connect();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("select from t where k = 1234 for update");

      assertThatThrownBy(
              () -> touch().batchSize(500).lockTimeout(Duration.ofMillis(20)).attempts(3).run())
          .isInstanceOf(BackfillException.class)
          .hasMessage(
              "The backfill t.touched gave up after 3 attempts behind 1000 rows: ERROR: canceling"
                  + " statement due to lock timeout; look in pg_locks for who holds it up, and run"
                  + " it again: it goes on from there.");
    }

    assertThat(touch().run().changed()).isEqualTo(ROWS);
    assertThatEachRowIsTouchedOnce();
  }

  @Test
  void whatTakesTooLongIsTriedWithHalfOfTheKeys() throws Exception {
    // Two milliseconds a row at least, so that no machine does 500 within the time.
    database.execute(
        """
        create function slow() returns trigger language plpgsql as $$
        begin
          perform pg_sleep(0.002);
          return new;
        end $$;
        create trigger slow before update on t for each row execute function slow()
        """);

    Progress end = touch().batchSize(500).statementTimeout(Duration.ofMillis(700)).run();

    assertThat(end.retries()).isPositive();
    assertThatEachRowIsTouchedOnce();
  }

  @Test
  void ofSeveralThatRunItAtOnceOneWorksAndTheOthersWait() throws Exception {
    Callable<Progress> run = () -> touch().batchSize(100).run();
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (Future<Progress> one : threads.invokeAll(List.of(run, run, run, run))) {
        assertThat(one.get().rows()).isEqualTo(ROWS);
      }
    }
    assertThatEachRowIsTouchedOnce();
  }

  private Backfill touch() {
    return Backfill.of(database.url(), "t.touched")
        .update("t", "touched = touched + 1")
        .where("true")
        .pauseRatio(0);
  }

  private void assertThatEachRowIsTouchedOnce() throws Exception {
    assertThat(database.value("select count(*) from t where touched = 1"))
        .isEqualTo(String.valueOf(ROWS));
  }
}
