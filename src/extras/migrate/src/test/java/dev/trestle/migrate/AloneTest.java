package dev.trestle.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of a statement that cannot run in a transaction. */
class AloneTest {
  private static final String INVALID = "select count(*) from pg_index where not indisvalid";
  @RegisterExtension final FreshDatabase database = new FreshDatabase();

  @TempDir private Path folder;

  @BeforeEach
  void migrated() throws IOException {
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
    database.execute("alter table t add ctid_ int generated always as identity");
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
    assertThat(database.value(INVALID)).isEqualTo("0");
    assertThat(migrations().status())
        .extracting(Migration::state)
        .containsExactly(Migration.State.APPLIED, Migration.State.PENDING, Migration.State.PENDING);

    database.execute("delete from t");
    assertThat(migrations().apply()).extracting(Migration::version).containsExactly("2", "3");
    assertThat(database.value("select to_regclass('t_a') is not null")).isEqualTo("t");
  }

  @Test
  void whatAnEarlierRunLeftIsNotDoneTwice() throws IOException {
    database.execute("delete from t");
    write("V2__alone.sql", "create index concurrently t_a on t (a);");
    migrations().apply();
    String made = database.value("select 't_a'::regclass::oid");
    database.execute("update flyway_schema_history set success = false where version = '2'");
    assertThat(migrations().status().getLast().state()).isEqualTo(Migration.State.FAILED);

    assertThat(migrations().apply()).hasSize(1);
    assertThat(database.value("select 't_a'::regclass::oid")).isEqualTo(made);
  }

  @Test
  void aFileThatBeganAndWasCorrectedSinceBeginsAnew() throws IOException {
    write("V2__alone.sql", "create unique index concurrently t_a on t (a);");
    database.execute(
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
    assertThat(database.value("select to_regclass('fine') is null")).isEqualTo("t");
  }

  @Test
  void whatCouldNotBeFoundAgainIsRefused() throws IOException {
    write("V2__alone.sql", "create index concurrently on t (a);");
    assertThatThrownBy(() -> migrations().apply())
        .hasMessageEndingWith(
            "the index has no name; give it one, by which it is found again if this is cut short.");

    assertThatThrownBy(() -> database.execute("create unique index concurrently t_a on t (a)"))
        .hasMessageContaining("could not create unique index");
    write("V2__alone.sql", "create index concurrently if not exists t_a on t (a);");
    assertThatThrownBy(() -> migrations().apply())
        .hasMessageEndingWith(
            "there is an invalid index of that name, which no migration left; drop it with drop"
                + " index concurrently t_a.");
  }

  @Test
  void aCommentThatDoesNotEndIsRefusedBeforeAnythingRuns() throws IOException {
    write("V2__alone.sql", "select 1;\nselect 2 /* a");

    assertThatThrownBy(() -> migrations().apply())
        .isInstanceOf(MigrationException.class)
        .hasMessage(
            "V2__alone.sql, line 2, cannot be read: The comment /* in line 1 of the SQL does not end.");
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
    assertThat(database.value("select count(*) from pg_inherits")).isEqualTo("0");
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
    return Migrations.of(database.url(), "filesystem:" + folder);
  }

  private void write(String file, String sql) throws IOException {
    Files.writeString(folder.resolve(file), sql);
  }
}
