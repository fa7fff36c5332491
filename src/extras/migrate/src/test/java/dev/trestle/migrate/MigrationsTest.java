package dev.trestle.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.DatabaseUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class MigrationsTest {
  @RegisterExtension final FreshDatabase database = new FreshDatabase();

  @TempDir private Path folder;

  @Test
  void eachFileRunsOnceInTheOrderOfItsVersion() throws IOException {
    write("V1__one.sql", "create table t (a text); insert into t values ('${kept}');");
    write("V2__two_words.sql", "alter table t add b int;");
    write("V10__ten.sql", "alter table t add c int;");

    assertThat(migrations().apply())
        .extracting(Migration::version, Migration::description, Migration::file)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("1", "one", "V1__one.sql"),
            org.assertj.core.groups.Tuple.tuple("2", "two words", "V2__two_words.sql"),
            org.assertj.core.groups.Tuple.tuple("10", "ten", "V10__ten.sql"));
    assertThat(migrations().apply()).isEmpty();
    assertThat(database.value("select a from t")).isEqualTo("${kept}");
  }

  @Test
  void theStatusTellsWhatIsAppliedAndWhatIsNot() throws IOException {
    write("V1__one.sql", "select 1;");
    migrations().apply();
    write("V2__two.sql", "select 2;");

    List<Migration> status = migrations().status();

    assertThat(status)
        .extracting(Migration::state)
        .containsExactly(Migration.State.APPLIED, Migration.State.PENDING);
    assertThat(status.getFirst().appliedAt()).isPresent();
    assertThat(status.getLast().appliedAt()).isEmpty();
  }

  @Test
  void aRefusedStatementIsNamedAndNothingOfItsFileIsKept() throws IOException {
    write("V1__good.sql", "create table good ();");
    write("V2__bad.sql", "create table half ();\n\nalter table absent\n  add x int;");

    assertThatThrownBy(() -> migrations().apply())
        .isInstanceOf(MigrationException.class)
        .hasMessage(
            "V2__bad.sql, line 3: PostgreSQL refused \"alter table absent add x int\": ERROR:"
                + " relation \"absent\" does not exist. Nothing of this file was kept; correct it"
                + " and run again.");
    assertThat(
            database.value(
                "select to_regclass('good') is not null and to_regclass('half') is null"))
        .isEqualTo("t");

    write("V2__bad.sql", "create table half ();");
    assertThat(migrations().apply()).hasSize(1);
  }

  @Test
  void aFileChangedAfterItWasAppliedIsRefused() throws IOException {
    write("V1__one.sql", "select 1;");
    migrations().apply();
    write("V1__one.sql", "select 2;");

    assertThatThrownBy(() -> migrations().apply())
        .isInstanceOf(MigrationException.class)
        .hasMessage(
            "V1__one.sql was changed after it was applied; restore it, and put the change into a"
                + " new migration.");
    assertThat(migrations().status())
        .extracting(Migration::state)
        .containsExactly(Migration.State.CHANGED);
  }

  @Test
  void aDatabaseThatDoesNotAnswerIsNamedWithoutThePassword() throws IOException {
    write("V1__one.sql", "select 1;");

    assertThatThrownBy(() ->
            Migrations.of(DatabaseUrl.parse("postgresql://me:pw9@127.0.0.1:1/x"), at()).apply())
        .isInstanceOf(MigrationException.class)
        .hasMessage(
            "No PostgreSQL answers at 127.0.0.1:1; start it or correct"
                + " postgresql://me:***@127.0.0.1:1/x.");
    assertThatThrownBy(() -> Migrations.of(database.url().withDatabase("absent"), at()).apply())
        .isInstanceOf(MigrationException.class)
        .hasMessageStartingWith("There is no database 'absent' at ");
  }

  @Test
  void seedsHaveAHistoryOfTheirOwn() throws IOException {
    database.execute("create table t (a int)");
    write("V1__rows.sql", "insert into t values (1);");

    assertThat(Migrations.seeds(database.url(), at()).apply()).hasSize(1);
    assertThat(Migrations.seeds(database.url(), at()).apply()).isEmpty();
    assertThat(database.value("select count(*) from t")).isEqualTo("1");
  }

  @Test
  void ofManyThatStartAtOnceOneMigratesAndOneSeeds() throws Exception {
    write("V1__one.sql", "create table if not exists t (a int); insert into t values (1);");

    assertThat(concurrently(() -> migrations().apply().size())).isEqualTo(1);
    assertThat(concurrently(() -> Migrations.seeds(database.url(), at()).apply().size()))
        .isEqualTo(1);
    assertThat(database.value("select count(*) from t")).isEqualTo("2");
  }

  @Test
  void aDatabaseThatHadItsTablesBeforeBeginsWithABaseline() throws IOException {
    write("V1__t.sql", "create table t (a int);");
    write("V2__b.sql", "alter table t add b int;");
    assertThatThrownBy(() -> migrations().baseline("1"))
        .hasMessageEndingWith(" has no tables; migrate makes them, and begins the history.");
    database.execute("create table t (a int)");
    assertThatThrownBy(() -> migrations().apply())
        .hasMessageEndingWith("say up to which: make migrate-baseline version=1.");
    assertThatThrownBy(() -> migrations().baseline("3"))
        .hasMessage("There is no migration of version '3'; write one of 1, 2.");

    migrations().baseline("1");

    assertThat(migrations().status())
        .extracting(Migration::state)
        .containsExactly(Migration.State.BASELINE, Migration.State.PENDING);
    assertThat(migrations().apply()).extracting(Migration::version).containsExactly("2");
    assertThatThrownBy(() -> migrations().baseline("2"))
        .hasMessageEndingWith(
            "has a history of migrations already, which goes on by itself: migrate.");
  }

  @Test
  void aFileThatComesInBelowAnAppliedOneIsNamed() throws IOException {
    write("V2__b.sql", "select 1;");
    migrations().apply();
    write("V1__a.sql", "select 1;");

    assertThat(migrations().status().getFirst().state()).isEqualTo(Migration.State.OUT_OF_ORDER);
    assertThatThrownBy(() -> migrations().apply())
        .hasMessage(
            "V1__a.sql is not applied, but a later one is; give it a number above all others, as it"
                + " comes after them now.");
  }

  @Test
  void anOlderVersionOfTheCodeLetsANewerSchemaBe() throws IOException {
    write("V1__a.sql", "select 1;");
    write("V2__b.sql", "select 1;");
    migrations().apply();
    Files.delete(folder.resolve("V2__b.sql"));

    assertThat(migrations().apply()).isEmpty();
    assertThat(migrations().status())
        .extracting(Migration::state)
        .containsExactly(Migration.State.APPLIED, Migration.State.NEWER);
  }

  @Test
  void aFileWithoutAVersionComesLastAndAgainWhenItChanges() throws IOException {
    write("R__view.sql", "create or replace view v as select a from t;");
    write("V1__t.sql", "create table t (a int);");

    assertThat(migrations().apply())
        .extracting(Migration::file)
        .containsExactly("V1__t.sql", "R__view.sql");
    assertThat(migrations().apply()).isEmpty();
    write("R__view.sql", "create or replace view v as select a, 1 as b from t;");
    assertThat(migrations().apply()).extracting(Migration::file).containsExactly("R__view.sql");
    assertThat(
            database.value(
                "select count(*) from information_schema.columns where table_name = 'v'"))
        .isEqualTo("2");
    assertThat(migrations().apply()).isEmpty();
  }

  private static int concurrently(Callable<Integer> run) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      int sum = 0;
      for (Future<Integer> one : threads.invokeAll(List.of(run, run, run, run))) {
        sum += one.get();
      }
      return sum;
    }
  }

  private Migrations migrations() {
    return Migrations.of(database.url(), at());
  }

  private String at() {
    return "filesystem:" + folder;
  }

  private void write(String file, String sql) throws IOException {
    Files.writeString(folder.resolve(file), sql);
  }
}
