package dev.trestle.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.StartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class LocksTest {
  private static final LockTimes SHORT =
      new LockTimes(Duration.ofMillis(20), 3, Duration.ofMillis(1));

  @RegisterExtension final FreshDatabase database = new FreshDatabase();

  @TempDir private Path folder;

  @BeforeEach
  void baseline() throws Exception {
    database.execute("create table t (a int)");
    write("V1__before.sql", "select 1;");
    Migrations.of(database.url(), at()).baseline("1");
    write("V2__two.sql", "create table made ();\nalter table t add b int;");
  }

  @Test
  void aFileThatGetsItsLockInALaterAttemptIsApplied() throws Exception {
    List<String> told = new ArrayList<>();
    try (Connection holder = holder()) {
      List<Migration> applied =
          Migrations.of(database.url(), at())
              .withLocks(SHORT)
              .withListener(
                  new MigrationListener() {
                    @Override
                    public void locked(Step step, int attempt, int attempts, Duration pause) {
                      told.add(step + " " + attempt + "/" + attempts);
                      if (attempt == 2) {
                        rollback(holder);
                      }
                    }
                  })
              .apply();

      assertThat(applied).extracting(Migration::file).containsExactly("V2__two.sql");
    }
    String step = new MigrationListener.Step("V2__two.sql", 2, 2, 2).toString();
    assertThat(told).containsExactly(step + " 1/3", step + " 2/3");
  }

  @Test
  void afterTheLastAttemptNothingIsKeptAndTheStatementIsNamed() throws Exception {
    try (Connection holder = holder()) {
      assertThatThrownBy(() -> Migrations.of(database.url(), at()).withLocks(SHORT).apply())
          .isInstanceOf(MigrationException.class)
          .hasMessageStartingWith(
              "V2__two.sql, line 2: \"alter table t add b int\" did not get its lock in 20 ms, 3"
                  + " times. Nothing of this file was kept;");
      rollback(holder);
    }

    assertThat(Migrations.of(database.url(), at()).apply()).hasSize(1);
  }

  @Test
  void aFileThatRunsAloneStepsBackToo() throws Exception {
    write("V2__two.sql", "vacuum full t;");
    try (Connection holder = holder()) {
      assertThatThrownBy(() -> Migrations.of(database.url(), at()).withLocks(SHORT).apply())
          .isInstanceOf(MigrationException.class)
          .hasMessageStartingWith(
              "V2__two.sql, line 1: \"vacuum full t\" did not get its lock in 20 ms, 3 times.");
      rollback(holder);
    }

    assertThat(Migrations.of(database.url(), at()).status())
        .extracting(Migration::state)
        .containsExactly(Migration.State.BASELINE, Migration.State.PENDING);
    assertThat(Migrations.of(database.url(), at()).apply()).hasSize(1);
  }

  @Test
  void theTimesAreReadFromTheEnvironment() {
    assertThat(LockTimes.of(Map.of("MIGRATE_LOCK_TIMEOUT_MS", "250")))
        .isEqualTo(new LockTimes(Duration.ofMillis(250), 10, Duration.ofMillis(500)));
    assertThatThrownBy(() -> LockTimes.of(Map.of("MIGRATE_LOCK_ATTEMPTS", "0")))
        .isInstanceOf(StartException.class)
        .hasMessage("MIGRATE_LOCK_ATTEMPTS is '0'; set it to a number from 1 to 1000.");
  }

  @Test
  void pausesBecomeTwiceAsLongUpToALimit() {
    LockTimes times = LockTimes.defaults();

    assertThat(List.of(1, 2, 5, 6, 1_000))
        .extracting(times::pauseAfter)
        .extracting(Duration::toMillis)
        .containsExactly(500L, 1_000L, 8_000L, 15_000L, 15_000L);
  }

  private Connection holder() throws SQLException {
    Connection holder = database.connect();
    holder.setAutoCommit(false);
    Session.execute(holder, "lock table t in share mode");
    return holder;
  }

  private static void rollback(Connection holder) {
    try {
      holder.rollback();
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private String at() {
    return "filesystem:" + folder;
  }

  private void write(String file, String sql) throws IOException {
    Files.writeString(folder.resolve(file), sql);
  }
}
