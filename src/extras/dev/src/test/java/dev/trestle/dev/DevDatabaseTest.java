package dev.trestle.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.StartException;
import dev.trestle.embedded.EmbeddedServer;
import dev.trestle.migrate.MigrationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevDatabaseTest {
  private static EmbeddedServer server;

  @TempDir private Path folder;
  private Path migrations;
  private Path seeds;

  @BeforeAll
  static void start() {
    server = EmbeddedServer.temporary();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void files() throws IOException {
    migrations = Files.createDirectory(folder.resolve("migrations"));
    seeds = Files.createDirectory(folder.resolve("seeds"));
    Files.writeString(migrations.resolve("V1__t.sql"), "create table t (a int);");
    Files.writeString(seeds.resolve("V1__rows.sql"), "insert into t values (1);");
  }

  @Test
  void anEmptyDatabaseOfSomebodysOwnIsSeededOnce() {
    DevDatabase database = given("empty");

    database.migrate(migrations);
    database.seedUnlessInUse(seeds);
    database.seedUnlessInUse(seeds);

    assertThat(count(database)).isEqualTo(1L);
  }

  @Test
  void oneWithRowsIsSeededOnlyWhenTold() {
    DevDatabase database = given("used");
    database.migrate(migrations);
    DSL.using(database.url().jdbcUrl(), database.url().user(), "")
        .execute("insert into t values (7)");

    database.seedUnlessInUse(seeds);
    assertThat(count(database)).isEqualTo(1L);

    database.seed(seeds);
    assertThat(count(database)).isEqualTo(2L);
  }

  @Test
  void theEmbeddedOneIsResetWhileAnotherCommandRunsIt() {
    Path data = folder.resolve("data");
    try (DevDatabase running = DevDatabase.open(Map.of(), data)) {
      running.migrate(migrations);
      running.seed(seeds);
      DSL.using(running.url().jdbcUrl(), running.url().user(), "").execute("update t set a = 7");

      try (DevDatabase reset = DevDatabase.open(Map.of(), data)) {
        reset.reset(migrations, seeds, Optional.empty());
        assertThat(reset.standing(migrations)).endsWith("/postgres is at V1");
      }
      assertThat(value(running, "select a from t")).isEqualTo(1);

      DSL.using(running.url().jdbcUrl(), running.url().user(), "")
          .execute("insert into t values (8)");
      assertThatThrownBy(() -> running.reset(migrations, seeds, Optional.empty()))
          .isInstanceOf(MigrationException.class)
          .hasMessageContaining("make migrate-reset force=postgres.");
      running.reset(migrations, seeds, Optional.of("postgres"));
      assertThat(count(running)).isEqualTo(1L);
    }
  }

  @Test
  void directUrlGoesBeforeDatabaseUrlAndAnEmptyOneIsUnset() {
    try (DevDatabase database =
        DevDatabase.open(
            Map.of(
                "DIRECT_URL", server.url().withDatabase("direct").toUri(),
                "DATABASE_URL_POOLER", server.url().withDatabase("pooler").toUri(),
                "DATABASE_URL", server.url().withDatabase("pooled").toUri()),
            folder)) {
      assertThat(database.url().database()).isEqualTo("direct");
    }
    try (DevDatabase database =
        DevDatabase.open(
            Map.of(
                "DATABASE_URL_POOLER", server.url().withDatabase("pooler").toUri(),
                "DATABASE_URL", server.url().withDatabase("plain").toUri()),
            folder)) {
      assertThat(database.url().database()).isEqualTo("plain");
    }
    assertThatThrownBy(
            () -> DevDatabase.open(Map.of("DIRECT_URL", "", "DATABASE_URL", "x:secret"), folder))
        .isInstanceOf(StartException.class)
        .hasMessageStartingWith("DATABASE_URL: The database URL cannot be used")
        .hasMessageNotContaining("secret");
  }

  private DevDatabase given(String name) {
    DSL.using(server.url().jdbcUrl(), server.url().user(), "").execute("create database " + name);
    return DevDatabase.open(
        Map.of("DATABASE_URL", server.url().withDatabase(name).toUri()), folder);
  }

  private static Object count(DevDatabase database) {
    return value(database, "select count(*) from t");
  }

  private static Object value(DevDatabase database, String sql) {
    return DSL.using(database.url().jdbcUrl(), database.url().user(), "").fetchValue(sql);
  }
}
