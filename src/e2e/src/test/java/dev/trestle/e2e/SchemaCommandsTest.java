package dev.trestle.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.DatabaseUrl;
import dev.trestle.embedded.EmbeddedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What compares a database with the migrations, and what writes down what they make. */
class SchemaCommandsTest {
  @TempDir private Path folder;

  @Test
  void differencesArePrintedAndTheStatusTellsOfThem() throws Exception {
    migration("V1__users.sql", "create table users (id int primary key);");
    command("migrate");

    Processes.Ended equal = command("migrate-diff");
    assertThat(equal.out()).isEmpty();
    assertThat(equal.err()).isEmpty();
    assertThat(equal.status()).isZero();

    migration("V2__name.sql", "alter table users add name text;");
    Processes.Ended different = command("migrate-diff");
    assertThat(different.out())
        .isEqualTo(
            """
            -- missing: column public.users.name
            ALTER TABLE public.users ADD COLUMN name text;
            """);
    assertThat(different.err()).startsWith("Migrations are pending,").hasLineCount(1);
    assertThat(different.status()).isEqualTo(1);
  }

  @Test
  void theSnapshotIsWrittenAndItsCheckTellsIfItWasForgotten() throws Exception {
    migration("V1__users.sql", "create table users (id int primary key);");
    Path snapshot = folder.resolve("schema.sql");
    Path picture = folder.resolve("schema.svg");
    String forgotten =
        " is not what the migrations make; run make schema and commit what it writes.\n";
    assertThat(schema("schema-check").err()).isEqualTo(snapshot + forgotten + picture + forgotten);

    assertThat(schema("schema").out()).isEqualTo("Wrote " + snapshot + "\nWrote " + picture + "\n");
    assertThat(snapshot)
        .hasContent(
            """
            -- The schema as the migrations make it: written by make schema, not by hand.

            CREATE TABLE public.users (
                id integer NOT NULL,
                CONSTRAINT users_pkey PRIMARY KEY (id)
            );
            """);
    assertThat(schema("schema-check").status()).isZero();
    assertThat(schema("schema").out())
        .isEqualTo(
            snapshot
                + " is as the migrations make it\n"
                + picture
                + " is as the migrations make it\n");

    Files.writeString(picture, "by hand");
    assertThat(schema("schema-check").err()).isEqualTo(picture + forgotten);

    migration("V2__name.sql", "alter table users add name text;");
    assertThat(schema("schema-check").status()).isEqualTo(1);
  }

  @Test
  void anExistingDatabaseBecomesABaselineAndClassesAndNothingIsOverwritten() throws Exception {
    Path output = folder.resolve("java");
    try (EmbeddedServer server = EmbeddedServer.temporary()) {
      execute(server.url(), "create type mood as enum ('sad'); create table users (mood mood)");
      Map<String, String> environment = Map.of("DATABASE_URL", server.url().toUri());
      String[] words = {
        "codegen-existing", "--package", "example.db", "--output", output.toString()
      };

      Processes.Ended begun = command(environment, words);
      assertThat(begun.err()).isEmpty();
      assertThat(begun.out())
          .isEqualTo(
              """
              Generated example.db into %s
              Wrote %s
              It makes the same of an empty database.
              """
                  .formatted(output, folder.resolve("migrations/V1__baseline.sql")));
      assertThat(output.resolve("example/db/enums/Mood.java")).exists();
      assertThat(command(environment, "migrate-diff").status()).isZero();

      Processes.Ended again = command(environment, words);
      assertThat(again.err()).contains("is not empty, and nothing is overwritten").hasLineCount(1);
      assertThat(again.status()).isEqualTo(2);
    }
    assertThat(command("codegen-existing").err())
        .isEqualTo("Which database is there? Set DATABASE_URL to its address.\n");
  }

  private static void execute(DatabaseUrl url, String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(url.jdbcUrl(), url.user(), url.password());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private void migration(String name, String sql) throws IOException {
    Path migrations = Files.createDirectories(folder.resolve("migrations"));
    Files.writeString(migrations.resolve(name), sql);
  }

  private Processes.Ended schema(String command) throws Exception {
    return command(command, "--schema", folder.resolve("schema.sql").toString());
  }

  private Processes.Ended command(String... words) throws Exception {
    return command(Map.of(), words);
  }

  private Processes.Ended command(Map<String, String> environment, String... words)
      throws Exception {
    List<String> all = new ArrayList<>(List.of("-jar", System.getProperty("dev.jar")));
    all.addAll(List.of(words));
    all.addAll(List.of("--migrations", folder.resolve("migrations").toString()));
    all.addAll(List.of("--data", folder.resolve("data").toString()));
    return Processes.await(Processes.light(environment, all.toArray(String[]::new)));
  }
}
