package dev.trestle.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.DatabaseUrl;
import dev.trestle.embedded.EmbeddedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of a statement that cannot run in a transaction. */
class AloneTest {
  private static final String INVALID = "select count(*) from pg_index where not indisvalid";
  private static int databases;
  private static EmbeddedServer server;

  @TempDir private Path folder;
  private DatabaseUrl database;

  @BeforeAll
  static void start() {
    server = EmbeddedServer.temporary();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void freshDatabase(TestInfo test) throws IOException {
    String name = "alone" + databases++;
    execute(server.url(), "create database " + name);
    database = server.url().withDatabase(name);
    write("V1__t.sql", "create table t (a int); insert into t values (1), (1);");
    migrations().apply();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-- Of a.\nCREATE INDEX CONCURRENTLY t_a ON t (a);",
        "create /* not */ unique index concurrently \"T a\" on public.t (a, ctid_);",
        "reindex table concurrently t;",
        "reindex (concurrently) table t;",
        "vacuum (full) t;",
        "cluster;",
        "do $$ begin commit; end $$;"
      })
  void itRunsWithoutATransaction(String sql) throws IOException {
    execute(database, "alter table t add ctid_ int generated always as identity");
    write("V2__alone.sql", sql);

    assertThat(migrations().apply()).extracting(Migration::version).containsExactly("2");
    assertThat(migrations().status())
        .extracting(Migration::state)
        .containsOnly(Migration.State.APPLIED);
  }

  @Test
  void anIndexThatCannotBeMadeLeavesNothingAndIsMadeWhenItCan() throws IOException {
    write("V2__alone.sql", "create unique index concurrently t_a on t (a);");
    write("V3__after.sql", "create table after ();");

    assertThatThrownBy(() -> migrations().apply())
        .isInstanceOf(MigrationException.class)
        .hasMessage(
            "V2__alone.sql, line 1: PostgreSQL refused \"create unique index concurrently t_a on t"
                + " (a)\": ERROR: could not create unique index \"t_a\". Nothing of it was kept;"
                + " correct it and run again.");
    assertThat(value(INVALID)).isEqualTo("0");
    assertThat(migrations().status())
        .extracting(Migration::state)
        .containsExactly(Migration.State.APPLIED, Migration.State.PENDING, Migration.State.PENDING);

    execute(database, "delete from t");
    assertThat(migrations().apply()).extracting(Migration::version).containsExactly("2", "3");
    assertThat(value("select to_regclass('t_a') is not null")).isEqualTo("true");
  }

  @Test
  void whatAnEarlierRunLeftIsNotDoneTwice() throws IOException {
    execute(database, "delete from t");
    write("V2__alone.sql", "create index concurrently t_a on t (a);");
    migrations().apply();
    String made = value("select 't_a'::regclass::oid");
    execute(database, "update flyway_schema_history set success = false where version = '2'");
    assertThat(migrations().status().getLast().state()).isEqualTo(Migration.State.FAILED);

    assertThat(migrations().apply()).hasSize(1);
    assertThat(value("select 't_a'::regclass::oid")).isEqualTo(made);
  }

  @Test
  void aFileThatBeganAndWasCorrectedSinceBeginsAnew() throws IOException {
    write("V2__alone.sql", "create unique index concurrently t_a on t (a);");
    execute(
        database,
        "insert into flyway_schema_history values (2, '2', 'alone', 'SQL', 'V2__alone.sql', 7,"
            + " 'me', now(), 0, false)");
    write("V2__alone.sql", "create index t_a on t (a);");

    assertThat(migrations().apply()).hasSize(1);
    assertThat(migrations().status().getLast().state()).isEqualTo(Migration.State.APPLIED);
  }

  @Test
  void aFileWithOthersBesideItIsRefusedBeforeAnythingRuns() throws IOException {
    write("V2__fine.sql", "create table fine ();");
    write("V3__mixed.sql", "create table x ();\ncreate index concurrently t_a on t (a);");

    assertThatThrownBy(() -> migrations().apply())
        .isInstanceOf(MigrationException.class)
        .hasMessage(
            "V3__mixed.sql, line 2: \"create index concurrently t_a on t (a)\" cannot run in a"
                + " transaction, so it is run alone, and this file has 2 statements. Split it: what"
                + " comes before, this one, and what comes after, each in a file of its own.");
    assertThat(value("select to_regclass('fine') is null")).isEqualTo("true");
  }

  @Test
  void whatCouldNotBeFoundAgainIsRefused() throws IOException {
    write("V2__alone.sql", "create index concurrently on t (a);");
    assertThatThrownBy(() -> migrations().apply())
        .hasMessageEndingWith(
            "the index has no name; give it one, by which it is found again if this is cut short.");

    assertThatThrownBy(() -> execute(database, "create unique index concurrently t_a on t (a)"))
        .hasMessageContaining("could not create unique index");
    write("V2__alone.sql", "create index concurrently if not exists t_a on t (a);");
    assertThatThrownBy(() -> migrations().apply())
        .hasMessageEndingWith(
            "there is an invalid index of that name, which no migration left; drop it with drop"
                + " index concurrently t_a.");
  }

  @Test
  void aFileWithoutAVersionCannotRunAlone() throws IOException {
    write("R__vacuum.sql", "vacuum t;");

    assertThatThrownBy(() -> migrations().apply())
        .hasMessageStartingWith("R__vacuum.sql cannot run in a transaction, so it needs a version");
  }

  @Test
  void aPartitionThatIsHalfDetachedIsDetached() throws Exception {
    write(
        "V2__p.sql",
        "create table p (a int) partition by list (a); create table p1 partition of p for values in"
            + " (1);");
    migrations().apply();
    write("V3__alone.sql", "alter table p detach partition p1 concurrently;");
    assertThat(migrations().apply()).hasSize(1);
    assertThat(value("select count(*) from pg_inherits")).isEqualTo("0");
  }

  @Test
  void aNewValueOfATypeNeedsATransactionOfItsOwnOnly() throws IOException {
    write("V2__type.sql", "create type e as enum ('a'); create table u (e e);");
    write("V3__both.sql", "alter type e add value 'b'; insert into u values ('b');");

    assertThatThrownBy(() -> migrations().apply())
        .hasMessageStartingWith("V3__both.sql, line 1: PostgreSQL refused \"insert into u")
        .hasMessageEndingWith(
            "put alter type … add value into a file of its own, before this one.");
    write("V3__both.sql", "alter type e add value 'b';");
    assertThat(migrations().apply()).hasSize(1);
  }

  private Migrations migrations() {
    return Migrations.of(database, "filesystem:" + folder);
  }

  private void write(String file, String sql) throws IOException {
    Files.writeString(folder.resolve(file), sql);
  }

  private String value(String sql) {
    return DSL.using(database.jdbcUrl(), database.user(), "").fetchValue(sql).toString();
  }

  private static void execute(DatabaseUrl url, String sql) {
    try (var db = DSL.using(url.jdbcUrl(), url.user(), "")) {
      ((DSLContext) db).execute(sql);
    }
  }
}
