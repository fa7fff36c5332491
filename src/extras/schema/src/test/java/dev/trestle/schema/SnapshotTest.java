package dev.trestle.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.trestle.DatabaseUrl;
import dev.trestle.StartException;
import dev.trestle.embedded.EmbeddedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Over {@code everything.sql}, which has something of each kind. */
class SnapshotTest {
  @RegisterExtension static final Databases databases = new Databases();

  @TempDir private static Path folder;
  private static DatabaseSchema everything;

  @BeforeAll
  static void read() {
    everything = databases.schemaWith(Databases.resource("everything.sql"));
  }

  @Test
  void itMakesTheSameSchemaInAnEmptyDatabase() {
    DatabaseSchema again = databases.schemaWith(everything.toSql());

    assertThat(SchemaDiff.between(again, everything)).hasToString("");
    assertThat(SchemaDiff.between(everything, again)).hasToString("");
    assertThat(again.toSql()).isEqualTo(everything.toSql());
  }

  /** What it is like is in the file; the tests run on the oldest version too. */
  @Test
  void itIsTheSameTextOnAllVersionsOfPostgres() throws IOException {
    Path written = Files.writeString(folder.resolve("everything.sql"), everything.toSql());

    assertThat(written)
        .as("PostgreSQL %s", EmbeddedServer.version())
        .hasContent(Databases.resource("everything.snapshot.sql"));
  }

  @Test
  void aRoleThatMayOnlyConnectReadsTheSame() {
    DatabaseUrl database = databases.with(Databases.resource("everything.sql"));
    Databases.execute(database, "create role guest login");
    DatabaseUrl guest = DatabaseUrl.parse(database.toUri().replace("//postgres@", "//guest@"));

    assertThat(DatabaseSchema.read(guest)).isEqualTo(DatabaseSchema.read(database));
  }

  @Test
  void whatOnlyNewerVersionsHaveIsKeptToo() {
    assumeThat(EmbeddedServer.majorVersion()).isGreaterThanOrEqualTo(18);
    DatabaseSchema schema =
        databases.schemaWith(
            """
            create extension btree_gist;
            create table t (
              a int not null,
              b int generated always as (a + 1) virtual,
              c int constraint c_positive check (c > 0) not enforced,
              during tstzrange,
              unique nulls not distinct (c),
              primary key (a, during without overlaps));
            alter table t add constraint c_there not null c not valid;
            """);

    DatabaseSchema again = databases.schemaWith(schema.toSql());

    assertThat(SchemaDiff.between(again, schema)).hasToString("");
    assertThat(schema.toSql())
        .contains("b integer GENERATED ALWAYS AS ((a + 1)),")
        .contains("CHECK ((c > 0)) NOT ENFORCED")
        .contains("UNIQUE NULLS NOT DISTINCT (c)")
        .contains("PRIMARY KEY (a, during WITHOUT OVERLAPS)")
        .contains("ALTER TABLE public.t ADD CONSTRAINT c_there NOT NULL c NOT VALID;");
  }

  @Test
  void whatSomebodyDropsWhileItIsReadIsNoFaultOfOurs() throws Exception {
    DatabaseUrl database = databases.with("");
    AtomicBoolean read = new AtomicBoolean();
    Thread changes =
        Thread.ofVirtual()
            .start(() -> {
              while (!read.get()) {
                Databases.execute(
                    database,
                    "create table t (a int check (a > 0)); create index on t (a);"
                        + "create view v as select a from t");
                Databases.execute(database, "drop table t cascade");
              }
            });
    for (int i = 0; i < 20; i++) {
      try {
        assertThat(DatabaseSchema.read(database).objects().size()).isBetween(0, 4);
      } catch (StartException e) {
        assertThat(e)
            .hasMessageStartingWith("Cannot read the schema of " + database + ": ERROR: ")
            .hasMessageEndingWith("; if somebody is changing it, try again.");
      }
    }
    read.set(true);
    changes.join();
  }

  @Test
  void anEmptyDatabaseHasNothing() {
    DatabaseSchema nothing = databases.schemaWith("");

    assertThat(nothing.objects()).isEmpty();
    assertThat(nothing.toSql()).isEmpty();
  }

  @Test
  void whatIsNotReadIsNamed() {
    DatabaseSchema schema =
        databases.schemaWith(
            "create function never() returns event_trigger language plpgsql as 'begin end';"
                + "create event trigger watch on ddl_command_end execute function never();"
                + "create type mood as enum ('sad');"
                + "create cast (mood as int) with inout");

    assertThat(schema.unread())
        .containsExactly("cast (public.mood AS integer)", "event trigger watch");
    assertThat(everything.unread()).isEmpty();
  }
}
