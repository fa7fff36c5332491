package dev.trestle.dev;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.dev.loop.TestProject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevSchemaTest {
  private static final String MAIN =
      """
      package demo;

      import demo.app.Routes;
      import dev.trestle.Environment;
      import dev.trestle.Trestle;
      import dev.trestle.TrestleBuilder;
      import java.util.Map;

      public final class Main {
        public static TrestleBuilder service(Map<String, String> variables) {
          return Trestle.of(new Routes()).environment(Environment.of(variables)).connections(it -> it.poolSize(2));
        }
      }
      """;

  /** Answers with the columns of the table, as the database and the classes have them. */
  private static final String ROUTE =
      """
      package demo.app.columns;

      import static demo.db.Tables.THING;

      import dev.trestle.Response;
      import org.jooq.DSLContext;
      import org.jooq.Field;

      public final class Route {
        public static Response GET(DSLContext db) {
          return Response.text(
              "" + THING.fieldStream().map(Field::getName).toList() + db.selectFrom(THING).fetch().intoSet(THING.NAME));
        }
      }
      """;

  @TempDir private static Path data;
  private static DevDatabase embedded;

  @TempDir private Path folder;
  private Path migrations;
  private Path seeds;
  private TestProject project;

  @BeforeAll
  static void open() {
    embedded = DevDatabase.open(Map.of(), data);
  }

  @AfterAll
  static void stop() {
    embedded.close();
  }

  @BeforeEach
  void aProject() throws Exception {
    migrations = Files.createDirectory(folder.resolve("migrations"));
    seeds = Files.createDirectory(folder.resolve("seeds"));
    Files.writeString(migrations.resolve("V1__thing.sql"), "create table thing (name text);");
    Files.writeString(seeds.resolve("V1__rows.sql"), "insert into thing values ('seeded');");
    project =
        new TestProject(folder)
            .write("demo/Main.java", MAIN)
            .write("demo/app/columns/Route.java", ROUTE);
  }

  @AfterEach
  void end() {
    project.close();
  }

  private void start(DevDatabase database) {
    Path generated = folder.resolve("generated");
    DevSchema schema =
        new DevSchema(database, migrations, seeds, generated, "demo.db", project.terminal());
    project.start(
        Optional.of(schema), Map.of("DATABASE_URL", database.url().toUri(), "DEVELOPMENT", "true"));
  }

  @Test
  void migrationsAreAppliedAddedBrokenMendedAndEdited() throws Exception {
    start(embedded);
    assertThat(project.body("/columns")).isEqualTo("[name][seeded]");

    Path second = migrations.resolve("V2__size.sql");
    Files.writeString(second, "select 1;\n\nalter table thing ad column size int;\n");
    assertThat(project.get("/columns").body())
        .startsWith("{\"error\":\"The database is not as its files say: ")
        .contains("V2__size.sql:3: V2__size.sql, line 3: PostgreSQL refused")
        .contains("\"3\":\"alter table thing ad column size int;\"");

    Files.writeString(second, "alter table thing add column size int;\n");
    assertThat(project.body("/columns")).isEqualTo("[name, size][seeded]");

    Files.writeString(second, "alter table thing add column weight int;\n");
    assertThat(project.body("/columns")).isEqualTo("[name, weight][seeded]");
    assertThat(project.said())
        .contains(
            "V2__size.sql is not what was applied: the development database is made anew and"
                + " seeded.");

    Files.writeString(seeds.resolve("V1__rows.sql"), "insert into thing values ('other');");
    assertThat(project.body("/columns")).endsWith("[other]");
  }

  @Test
  void aDatabaseOfSomebodysOwnIsNeverMadeAnew() throws Exception {
    DSL.using(embedded.url().jdbcUrl(), embedded.url().user(), "").execute("create database given");
    String url = embedded.url().withDatabase("given").toUri();
    try (DevDatabase given =
        DevDatabase.open(Map.of("DATABASE_URL", url), folder.resolve("unused"))) {
      start(given);
      assertThat(project.body("/columns")).isEqualTo("[name][seeded]");

      Path first = migrations.resolve("V1__thing.sql");
      Files.writeString(first, "create table thing (name text, size int);");
      assertThat(project.get("/columns").body())
          .contains("V1__thing.sql was changed after it was applied; restore it")
          .contains("The database of DATABASE_URL is not made anew by itself");

      Files.writeString(first, "create table thing (name text);");
      assertThat(project.body("/columns")).isEqualTo("[name][seeded]");
    }
  }
}
