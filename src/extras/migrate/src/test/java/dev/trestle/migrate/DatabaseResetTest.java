package dev.trestle.migrate;

import static dev.trestle.migrate.TestSql.connect;
import static dev.trestle.migrate.TestSql.execute;
import static dev.trestle.migrate.TestSql.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.DatabaseUrl;
import dev.trestle.backfill.Backfill;
import dev.trestle.embedded.EmbeddedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseResetTest {
  private static final String SEEDED = "1,2";
  private static final String ROWS = "select string_agg(id::text, ',' order by id) from t";

  private static int databases;
  private static EmbeddedServer server;

  @TempDir private Path migrations;
  @TempDir private Path seeds;
  private String name;
  private DatabaseUrl database;

  @BeforeAll
  static void start(@TempDir Path migrations, @TempDir Path seeds) throws Exception {
    server = EmbeddedServer.temporary();
    execute(server.url(), "create role dev login createdb; create role other login");
    execute(server.url(), "create database made");
    DatabaseUrl made = server.url().withDatabase("made");
    begin(migrations, seeds);
    Migrations.of(made, "filesystem:" + migrations).apply();
    Migrations.seeds(made, "filesystem:" + seeds).apply();
  }

  private static void begin(Path migrations, Path seeds) throws IOException {
    Files.writeString(migrations.resolve("V1__t.sql"), "create table t (id int primary key);");
    Files.writeString(seeds.resolve("V1__rows.sql"), "insert into t values (1), (2);");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void migratedAndSeeded() throws Exception {
    begin(migrations, seeds);
    make("reset" + databases++);
  }

  @AfterEach
  void nothingIsLeftBeside() throws SQLException {
    assertThat(value(server.url(), "select string_agg(datname, ' ') from pg_database"))
        .doesNotContain("_reset_");
  }

  @Test
  void aDatabaseWithNoMoreRowsThanTheSeedIsMadeAnew() throws SQLException {
    execute(
        database, "delete from t where id = 1; insert into t values (7); create table empty ()");
    String before = oid();

    assertThat(reset(database).run())
        .extracting(Migration::file)
        .containsExactly("V1__t.sql", "V1__rows.sql");

    assertThat(value(database, ROWS)).isEqualTo(SEEDED);
    assertThat(value(database, "select to_regclass('empty') is null")).isEqualTo("t");
    assertThat(oid()).isNotEqualTo(before);
  }

  @Test
  void whatHasMoreRowsIsLeftAsItIsUnlessItsNameIsSaid() throws SQLException {
    execute(
        database,
        "insert into t values (3), (4); create schema s; create table s.\"Of me\" as select 1;"
            + " create table p (a int) partition by list (a); create table p1 partition of p"
            + " default; insert into p values (1), (2), (3); select lo_create(0)");

    assertThatThrownBy(() -> reset(database).run())
        .isInstanceOf(MigrationException.class)
        .hasMessage(
            "%s holds more than the seeds make, and a reset drops it: 3 rows more in public.p, 2 rows"
                    .formatted(database)
                + " more in public.t, 1 row more in s.\"Of me\", 1 row more in pg_largeobject. If it"
                + " is to go all the same, say its name: make migrate-reset force="
                + name
                + ". "
                + database
                + " is as it was.");
    assertThat(value(database, ROWS)).isEqualTo("1,2,3,4");

    assertThatThrownBy(() -> reset(database).forced("Reset").run())
        .hasMessage(
            "%s is not the database 'Reset' but '%s'; nothing was done. If it is to go all the same,"
                    .formatted(database, name)
                + " say its name: make migrate-reset force="
                + name
                + ".");
    assertThat(value(database, ROWS)).isEqualTo("1,2,3,4");

    reset(database).forced(name).run();
    assertThat(value(database, ROWS)).isEqualTo(SEEDED);
  }

  @Test
  void whatIsKnownOfBackfillsAndMigrationsDoesNotCount() throws Exception {
    Backfill.of(database, "t.id").update("t", "id = id").where("true").run();
    Files.writeString(migrations.resolve("V2__u.sql"), "create table u ();");
    migrations(database).apply();
    Files.delete(migrations.resolve("V2__u.sql"));

    reset(database).run();

    assertThat(migrations(database).status())
        .extracting(Migration::state)
        .containsExactly(Migration.State.APPLIED);
  }

  @Test
  void aDatabaseElsewhereIsLeftUnlessItsNameIsSaid() throws SQLException {
    DatabaseUrl elsewhere =
        DatabaseUrl.parse(
            database.toUri().replace("/" + name, ",192.0.2.1:1/" + name + "?connectTimeout=1"));

    assertThatThrownBy(() -> reset(elsewhere).run())
        .hasMessage(
            elsewhere
                + " is not on this machine, and a reset drops it. If it is to go all the same, say"
                + " its name: make migrate-reset force="
                + name
                + ".");

    execute(database, "insert into t values (3)");
    reset(elsewhere).forced(name).run();
    assertThat(value(database, ROWS)).isEqualTo(SEEDED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"V2__wrong.sql", "seed"})
  void whatFailsLeavesTheOldOne(String file) throws Exception {
    Path wrong =
        file.equals("seed") ? seeds.resolve("V2__wrong.sql") : migrations.resolve("V2__wrong.sql");
    Files.writeString(wrong, "select 1;\nselect wrong;");
    String before = oid();

    assertThatThrownBy(() -> reset(database).run())
        .isInstanceOf(MigrationException.class)
        .hasMessage(
            "V2__wrong.sql, line 2: PostgreSQL refused \"select wrong\": ERROR: column \"wrong\" does"
                + " not exist. Nothing of this file was kept; correct it and run again. "
                + database
                + " is as it was.");

    assertThat(oid()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"It's \"my\" Base/é?&%+ $1", "äöüäöüäöüäöüäöüäöüäöüäöüäöüäöüä", "-"})
  void anyNameWillDo(String strange) throws SQLException {
    make(strange);

    reset(database).forced(strange).run();

    assertThat(value(database, "select current_database()")).isEqualTo(strange);
  }

  @Test
  void theDatabaseThatOthersAreMadeFromIsReset() throws SQLException {
    migrations(server.url()).apply();

    reset(server.url()).run();

    assertThat(value(server.url(), ROWS)).isEqualTo(SEEDED);
    assertThatThrownBy(() -> reset(server.url().withDatabase("template1")).run())
        .hasMessageContaining(
            "/template1 cannot be reset: it is a template, from which other databases are made.");
  }

  @Test
  void whatTheDatabaseIsFromWithoutStays() throws SQLException {
    execute(
        server.url(),
        "create database \"Kept\" template template0 encoding 'LATIN1' lc_collate"
            + " 'C' lc_ctype 'C'");
    use("Kept");
    migrations(database).apply();
    Migrations.seeds(database, "filesystem:" + seeds).apply();
    execute(database, "alter database \"Kept\" owner to dev");
    execute(database, "alter database \"Kept\" connection limit 17");
    execute(database, "comment on database \"Kept\" is 'it''s mine'");
    execute(
        database,
        "revoke connect on database \"Kept\" from public; grant connect, create on database \"Kept\""
            + " to other; alter database \"Kept\" set search_path to \"$user\", public, \"A b\";"
            + " alter database \"Kept\" set work_mem to '7MB'; alter database \"Kept\" set app.\"x\""
            + " to 'o''clock, \"';"
            + " alter role other in database \"Kept\" set search_path to ''");
    String what =
        "select concat_ws(' ', pg_get_userbyid(datdba), encoding, datcollate, datconnlimit, (select array_agg(a order by a::text) from unnest(datacl) a),"
            + " shobj_description(oid, 'pg_database'), (select string_agg(setrole || setconfig::text,"
            + " ' ' order by setrole) from pg_db_role_setting where setdatabase = oid)) from"
            + " pg_database where datname = 'Kept'";
    String before = value(server.url(), what);
    String oid = oid();

    reset(database).run();

    assertThat(value(server.url(), what)).isEqualTo(before).contains("dev 8 C 17", "other=", "7MB");
    assertThat(oid()).isNotEqualTo(oid);
  }

  @Test
  void anOwnerWhoMayCreateDatabasesIsEnough() throws SQLException {
    execute(server.url(), "create database owned owner dev");
    DatabaseUrl owned = as("dev", server.url().withDatabase("owned"));
    migrations(owned).apply();

    reset(owned).run();
    assertThat(value(owned, ROWS)).isEqualTo(SEEDED);

    execute(
        owned, "alter table t enable row level security; alter table t force row level security");
    assertThatThrownBy(() -> reset(owned).run())
        .hasMessageStartingWith("It cannot be told whether " + owned + " holds more than the seeds")
        .hasMessageContaining("row-level security");
    assertThatThrownBy(() -> reset(as("dev", database)).run())
        .hasMessageEndingWith(
            "cannot be reset: it belongs to the role postgres, and dev is not of that; log in as"
                + " that.");
    assertThatThrownBy(() -> reset(as("other", database)).run())
        .hasMessageEndingWith(
            "cannot be reset: the role other may not create databases, and the new one is made beside"
                + " it; alter role other createdb.");
  }

  @Test
  void aPoolerIsRefused() {
    assertThatThrownBy(() -> reset(DatabaseUrl.parse(database.toUri() + "?pgbouncer=true")).run())
        .hasMessageStartingWith("Resets need a session of PostgreSQL's, and ")
        .hasMessageContaining("set DIRECT_URL");
  }

  @Test
  void aSubscriberIsNotLeftHanging() throws SQLException {
    execute(
        database,
        "create subscription sub connection 'dbname=x' publication p with (connect = false)");

    assertThatThrownBy(() -> reset(database).run())
        .hasMessageEndingWith(
            "cannot be reset: the subscription sub writes into it; drop that first.");
    execute(database, "alter subscription sub set (slot_name = none)");
    execute(database, "drop subscription sub");
  }

  @Test
  void whoCannotBeEndedIsNamed() throws SQLException {
    execute(server.url(), "create database used owner dev");
    DatabaseUrl used = as("dev", server.url().withDatabase("used"));
    migrations(used).apply();
    try (Connection psql = connect(server.url().withDatabase("used"))) {
      Session.execute(psql, "set application_name = 'psql'");
      assertThatThrownBy(() -> reset(used).run())
          .hasMessageStartingWith(used + " is in use, and dev may not end that: psql of postgres (")
          .hasMessageEndingWith("End it and run again. " + used + " is as it was.");
      assertThat(value(psql, "select count(*) from t")).isEqualTo("0");
    }
  }

  @Test
  void whoWorksThereGoesOnInTheNewOne() throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    CountDownLatch working = new CountDownLatch(3);
    String before = oid();
    // Goes on until it works in another database than at first.
    Callable<Set<String>> work =
        () -> {
          Set<String> worked = new HashSet<>();
          while (worked.size() < 2 && !over.get()) {
            try (Connection session = connect(database)) {
              String oid =
                  value(session, "select oid from pg_database where datname = current_database()");
              while (worked.size() < 2 && !over.get()) {
                value(session, "select count(*) from t");
                if (worked.add(oid)) {
                  working.countDown();
                }
              }
            } catch (SQLException e) {
              // Ended; a pool opens another one at once.
            }
          }
          return worked;
        };
    try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
      List<Future<Set<String>>> workers =
          Collections.nCopies(3, work).stream().map(threads::submit).toList();
      working.await();
      try {
        reset(database).run();
        for (Future<Set<String>> worker : workers) {
          assertThat(worker.get(2, TimeUnit.MINUTES)).containsExactlyInAnyOrder(before, oid());
        }
      } finally {
        over.set(true);
      }
      assertThat(oid()).isNotEqualTo(before);
    }
  }

  @Test
  void twoAtOnceAreOneAfterTheOther() throws Exception {
    Callable<List<Migration>> run = () -> reset(database).run();
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      for (Future<List<Migration>> reset : threads.invokeAll(List.of(run, run))) {
        assertThat(reset.get()).hasSize(2);
      }
    }
    assertThat(value(database, ROWS)).isEqualTo(SEEDED);
  }

  @Test
  void whoMigratesItIsWaitedFor() throws Exception {
    CountDownLatch waiting = new CountDownLatch(1);
    MigrationListener listener =
        new MigrationListener() {
          @Override
          public void waiting() {
            waiting.countDown();
          }
        };
    try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
      Future<List<Migration>> reset;
      try (SessionLock lock = SessionLock.take(database, Migrations.LOCK, () -> {})) {
        reset =
            thread.submit(
                () -> DatabaseReset.of(migrations(database).withListener(listener)).run());
        waiting.await();
        assertThat(value(lock.session(), "select count(*) from t")).isEqualTo("2");
        Session.execute(lock.session(), "delete from t");
      }
      assertThat(reset.get()).hasSize(1);
    }
  }

  private DatabaseReset reset(DatabaseUrl url) {
    return DatabaseReset.of(migrations(url), Migrations.seeds(url, "filesystem:" + seeds));
  }

  private Migrations migrations(DatabaseUrl url) {
    return Migrations.of(url, "filesystem:" + migrations);
  }

  /** One that is migrated and seeded. */
  private void make(String name) throws SQLException {
    execute(server.url(), "create database \"" + name.replace("\"", "\"\"") + "\" template made");
    use(name);
  }

  private void use(String name) {
    this.name = name;
    database = server.url().withDatabase(name);
  }

  private String oid() throws SQLException {
    return value(database, "select oid from pg_database where datname = current_database()");
  }

  private static DatabaseUrl as(String role, DatabaseUrl url) {
    return DatabaseUrl.parse(url.toUri().replace("postgres@", role + "@"));
  }
}
