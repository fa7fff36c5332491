package dev.trestle.migrate;

import static dev.trestle.migrate.TestSql.connect;
import static dev.trestle.migrate.TestSql.execute;
import static dev.trestle.migrate.TestSql.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.DatabaseUrl;
import dev.trestle.embedded.EmbeddedServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that resets a database is killed at each statement that makes, renames or drops one.
 * There it waits for the catalog of databases, which is locked, and locked again by who queues
 * behind it.
 */
class ResetKillTest {
  private static final String WAITING =
      "select exists (select from pg_locks l join pg_stat_activity a on a.pid = l.pid"
          + " where l.relation = 'pg_database'::regclass and not l.granted"
          // Not autovacuum, which writes there too.
          + " and a.application_name like '%s')";
  private static final String WAITS = WAITING.formatted("trestle-reset %");

  private static EmbeddedServer server;

  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    server = EmbeddedServer.temporary();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void killedAtAnyStatementOneOfTheTwoIsThereAndTheNextRunMakesTheNewOne() throws Exception {
    Files.writeString(folder.resolve("V1__t.sql"), "create table t ();");
    List<String> found = new ArrayList<>();
    boolean stopped = true;
    for (int at = 1; stopped; at++) {
      DatabaseUrl database = old("killed" + at);
      stopped = killedAt(database, at);
      found.add(value(database, "select count(*) from pg_class where relname = 'old'"));
      DatabaseReset.of(migrations(database)).run();

      assertThat(
              value(database, "select to_regclass('t') is not null and to_regclass('old') is null"))
          .isEqualTo("t");
      assertThat(value(server.url(), "select string_agg(datname, ' ') from pg_database"))
          .doesNotContain("_reset_");
    }

    // To make the new one, two new names in one transaction, to drop the old one; and not at all.
    assertThat(found).containsExactly("1", "1", "0", "0");
  }

  @Test
  void killedWhileItMigratesTheOldOneIsThereAndTheNextRunMakesTheNewOne() throws Exception {
    DatabaseUrl database = old("migrating");
    Path file =
        Files.writeString(folder.resolve("V1__t.sql"), "create table t (); select pg_sleep(3600);");
    Process process = ResetProcess.start(database, folder.toString());
    try (Connection keeper = connect(server.url())) {
      await(
          process,
          keeper,
          "select exists (select from pg_stat_activity where wait_event = 'PgSleep')");
    }
    process.destroyForcibly().waitFor();
    assertThat(value(database, "select to_regclass('old') is not null")).isEqualTo("t");

    Files.writeString(file, "create table t ();");
    DatabaseReset.of(migrations(database)).run();
    assertThat(value(database, "select to_regclass('t') is not null")).isEqualTo("t");
    assertThat(value(server.url(), "select string_agg(datname, ' ') from pg_database"))
        .doesNotContain("_reset_");
  }

  /** Lets it pass the statements before; false if it comes to its end. */
  private boolean killedAt(DatabaseUrl database, int at) throws Exception {
    try (ExecutorService thread = Executors.newSingleThreadExecutor();
        Connection keeper = connect(server.url());
        Connection first = connect(server.url());
        Connection second = connect(server.url())) {
      for (Connection gate : List.of(first, second)) {
        gate.setClientInfo("ApplicationName", "gate");
        gate.setAutoCommit(false);
      }
      Connection holder = first;
      Connection next = second;
      lock(holder);
      Process process = ResetProcess.start(database, folder.toString());
      boolean waits = await(process, keeper, WAITS);
      for (int passed = 1; waits && passed < at; passed++) {
        Connection queued = next;
        Future<?> locked =
            thread.submit(() -> {
              lock(queued);
              return null;
            });
        await(process, keeper, WAITING.formatted("gate"));
        holder.rollback();
        locked.get();
        next = holder;
        holder = queued;
        waits = await(process, keeper, WAITS);
      }
      process.destroyForcibly().waitFor();
      holder.rollback();
      return waits;
    }
  }

  private static void lock(Connection session) throws SQLException {
    Session.execute(session, "lock table pg_database in share mode");
  }

  /** Waits until the condition holds; false if the process ends before. */
  private static boolean await(Process process, Connection keeper, String condition)
      throws Exception {
    while (!process.waitFor(10, TimeUnit.MILLISECONDS)) {
      if (Session.all(keeper, condition).getFirst().equals("t")) {
        return true;
      }
    }
    assertThat(process.exitValue()).isZero();
    return false;
  }

  private Migrations migrations(DatabaseUrl database) {
    return Migrations.of(database, "filesystem:" + folder);
  }

  private static DatabaseUrl old(String name) throws SQLException {
    DatabaseUrl database = server.url().withDatabase(name);
    execute(server.url(), "create database " + name);
    execute(database, "create table old ()");
    return database;
  }
}
