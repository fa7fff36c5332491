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
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that migrates is killed at one statement after the other. So that this does not depend
 * on time, each DDL statement and each one that writes rows passes a gate of the database's, which
 * counts them and is closed at one of them.
 */
class KillTest {
  /** Processes at once: each of them and what it asks of the server take turns. */
  private static final int LANES = 2;

  private static final String GATE =
      """
      create schema gate;
      create sequence gate.passed;
      create table gate.closed (at bigint);
      create function gate.pass() returns void language plpgsql as $$
      begin
        if nextval('gate.passed') = (select at from gate.closed) then
          perform pg_advisory_xact_lock_shared(42);
        end if;
      end $$;
      create function gate.on_write() returns trigger language plpgsql as $$
      begin perform gate.pass(); return null; end $$;
      create function gate.on_ddl() returns event_trigger language plpgsql as $$
      declare made record;
      begin
        -- Counting may be an action of the transaction, of which a drop must be the first.
        if tg_event = 'ddl_command_start' and tg_tag not in ('CREATE TRIGGER', 'DROP INDEX') then
          perform gate.pass();
        end if;
        if tg_event = 'ddl_command_end' and tg_tag = 'CREATE TABLE' then
          for made in select * from pg_event_trigger_ddl_commands()
              where object_type = 'table' loop
            execute 'create or replace trigger gate before insert or update or delete on '
              || made.object_identity || ' for each statement execute function gate.on_write()';
          end loop;
        end if;
      end $$;
      create event trigger before_ddl on ddl_command_start execute function gate.on_ddl();
      create event trigger after_ddl on ddl_command_end execute function gate.on_ddl();
      """;

  private static final List<String> FILES =
      List.of(
          """
          create table author (id int primary key, name text not null);
          create table book (id int primary key, author_id int references author, title text);
          insert into author select n, 'a' || n from generate_series(1, 50) n;
          insert into book select n, 1 + n % 50, 'b' || n from generate_series(1, 500) n;
          """,
          "create index concurrently book_author on book (author_id);",
          """
          alter table book add column pages int;
          update book set pages = id;
          alter table book alter column pages set not null;
          create type genre as enum ('novel');
          """,
          "alter type genre add value 'essay';",
          "create unique index concurrently book_title on book (title);",
          """
          alter table book add constraint book_title unique using index book_title;
          alter table book add column genre genre default 'essay';
          """,
          "reindex index concurrently book_author;",
          "drop index concurrently book_author;",
          "vacuum author;",
          "insert into author values (51, 'last');");

  /** Somebody stands before the closed gate; locks are seen by all databases of the server. */
  private static final String HELD =
      "select exists (select from pg_locks where locktype = 'advisory' and not granted"
          + " and objid = 42"
          + " and database = (select oid from pg_database where datname = current_database()))";

  private static final String SNAPSHOT =
      """
      select string_agg(line, e'\\n' order by line) from (
        select format('column %s.%s %s %s %s', table_name, column_name, data_type, is_nullable,
          column_default) from information_schema.columns where table_schema = 'public'
        union all select format('index %s %s', indisvalid, pg_get_indexdef(indexrelid))
          from pg_index join pg_class on pg_class.oid = indexrelid
          where relnamespace = 'public'::regnamespace
        union all select format('constraint %s %s', conname, pg_get_constraintdef(oid))
          from pg_constraint where connamespace = 'public'::regnamespace
        union all select 'enum ' || enumlabel from pg_enum
        union all select format('history %s %s %s %s', installed_rank, version, checksum, success)
          from flyway_schema_history
        union all select format('author %s', a) from author a
        union all select format('book %s', b) from book b) lines (line)
      """;

  @TempDir private static Path folder;
  private static EmbeddedServer server;
  private static String expected;

  @BeforeAll
  static void gate() throws Exception {
    server = EmbeddedServer.temporary();
    execute(server.url(), "create database gated");
    execute(server.url().withDatabase("gated"), GATE);
    for (int i = 0; i < FILES.size(); i++) {
      Files.writeString(folder.resolve("V" + (i + 1) + "__step.sql"), FILES.get(i));
    }
    DatabaseUrl undisturbed = database("undisturbed");
    migrate(undisturbed);
    expected = value(undisturbed, SNAPSHOT);
    assertThat(expected).contains("index t", "history 10 10").doesNotContain("index f");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void killedAtAnyStatementTheNextRunDoesTheRest() throws Exception {
    Queue<String> wrong = new ConcurrentLinkedQueue<>();
    AtomicInteger next = new AtomicInteger(1);
    List<Integer> ended = new ArrayList<>();
    try (ExecutorService lanes = Executors.newFixedThreadPool(LANES)) {
      // Each lane goes on until a process comes to its end, which is after the last statement.
      Callable<Integer> lane =
          () -> {
            int at = next.getAndIncrement();
            while (killedAt(at, wrong)) {
              at = next.getAndIncrement();
            }
            return at;
          };
      for (Future<Integer> end : lanes.invokeAll(Collections.nCopies(LANES, lane))) {
        ended.add(end.get());
      }
    }

    assertThat(wrong).isEmpty();
    assertThat(Collections.min(ended)).as("how many statements there were").isGreaterThan(25);
  }

  /** False if there is no such statement: the process came to its end. */
  private static boolean killedAt(int at, Queue<String> wrong) throws Exception {
    DatabaseUrl database = database("killed" + at);
    execute(database, "insert into gate.closed values (" + at + ")");
    boolean stopped;
    try (Connection keeper = connect(database)) {
      Session.execute(keeper, "select pg_advisory_lock(42)");
      Process process = MigrateProcess.start(database, folder);
      stopped = awaitOr(process, keeper, HELD);
      process.destroyForcibly().waitFor();
      Session.execute(keeper, "delete from gate.closed");
      // What the server goes on with then is, in turns, held up for good and let go on.
      if (at % 2 == 0) {
        Session.execute(keeper, "select pg_advisory_unlock(42)");
      }
      migrate(database);
    }
    String found = value(database, SNAPSHOT);
    if (!found.equals(expected)) {
      wrong.add("killed at " + at + ":\n" + found);
    }
    execute(server.url(), "drop database " + database.database() + " with (force)");
    return stopped;
  }

  @Test
  void killedWhileItBuildsAnIndexTheNextRunBuildsItAnew(@TempDir Path first) throws Exception {
    DatabaseUrl database = database("building");
    Files.copy(folder.resolve("V1__step.sql"), first.resolve("V1__step.sql"));
    Migrations.of(database, "filesystem:" + first).apply();
    try (Connection writer = connect(database);
        Connection keeper = connect(database)) {
      writer.setAutoCommit(false);
      Session.execute(writer, "update book set title = title where id = 1");
      Process process = MigrateProcess.start(database, folder);
      assertThat(
              awaitOr(
                  process,
                  keeper,
                  "select exists (select from pg_index where not indisvalid) and exists (select from"
                      + " pg_stat_activity where wait_event_type = 'Lock'"
                      + " and query ilike 'create index concurrently%')"))
          .isTrue();
      process.destroyForcibly().waitFor();
      writer.rollback();
    }
    List<String> cleared = new ArrayList<>();
    Migrations.of(database, "filesystem:" + folder)
        .withListener(
            new MigrationListener() {
              @Override
              public void cleared(String file, String what) {
                cleared.add(file + ": " + what);
              }
            })
        .apply();

    assertThat(value(database, SNAPSHOT)).isEqualTo(expected);
    assertThat(cleared).isSubsetOf("V2__step.sql: the invalid index book_author");
  }

  /** Waits until the condition holds; false if the process ends before. */
  private static boolean awaitOr(Process process, Connection keeper, String condition)
      throws Exception {
    while (!process.waitFor(10, TimeUnit.MILLISECONDS)) {
      if (value(keeper, condition).equals("t")) {
        return true;
      }
    }
    assertThat(process.exitValue()).isZero();
    return false;
  }

  private static DatabaseUrl database(String name) throws SQLException {
    execute(server.url(), "create database " + name + " template gated");
    return server.url().withDatabase(name);
  }

  private static void migrate(DatabaseUrl database) {
    Migrations.of(database, "filesystem:" + folder).apply();
  }
}
