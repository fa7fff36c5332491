package dev.trestle.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.migrate.MigrationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CodegenTest {
  private static final String SCHEMA =
      """
      create table users (id int primary key, email text unique, created_at timestamptz not null);
      create table posts (id int primary key, author_id int references users);
      create index posts_author_id_idx on posts (author_id);
      """;

  @TempDir private Path folder;
  private Path migrations;

  @BeforeEach
  void schema() throws IOException {
    migrations = Files.createDirectory(folder.resolve("migrations"));
    Files.writeString(migrations.resolve("V1__schema.sql"), SCHEMA);
  }

  @Test
  void theSameInputGivesTheSameBytes() {
    assertThat(codegen("one").run()).isTrue();
    assertThat(codegen("two").run()).isTrue();

    Map<String, String> one = sources("one");
    assertThat(one).isNotEmpty().isEqualTo(sources("two"));
    assertThat(one.get("example/db/tables/Users.java"))
        .contains("TableField<UsersRecord, OffsetDateTime> CREATED_AT")
        .contains("posts()") // the to-many path
        .contains("@Generated(")
        .doesNotContain("date = ");
    assertThat(one.get("example/db/Keys.java")).contains("USERS_EMAIL_KEY");
    assertThat(one.keySet()).noneMatch(name -> name.contains("Flyway"));
  }

  @Test
  void nothingIsGeneratedAgainUntilTheInputChanges() throws IOException {
    codegen("out").run();
    Path users = folder.resolve("out/example/db/tables/Users.java");
    Files.writeString(users, "// kept");

    assertThat(codegen("out").run()).isFalse();
    assertThat(users).hasContent("// kept");

    Files.writeString(
        migrations.resolve("V2__tags.sql"), "drop table posts; create table tags (id int);");
    assertThat(codegen("out").run()).isTrue();
    assertThat(sources("out").keySet())
        .contains("example/db/tables/Tags.java")
        .doesNotContain("example/db/tables/Posts.java");
  }

  @Test
  void aFailedMigrationLeavesTheOutputToBeGeneratedNextTime() throws IOException {
    codegen("out").run();
    Path broken = migrations.resolve("V2__broken.sql");
    Files.writeString(broken, "create tabel x ();");

    assertThatThrownBy(() -> codegen("out").run())
        .isInstanceOf(MigrationException.class)
        .hasMessageStartingWith("V2__broken.sql, line 1: PostgreSQL refused");

    Files.writeString(broken, "create table x ();");
    assertThat(codegen("out").run()).isTrue();
  }

  @Test
  void whatIsWrongWithTheOptionsIsNamed() {
    assertThatThrownBy(() -> new Codegen(folder.resolve("absent"), "a.b", folder))
        .hasMessageContaining("There is no folder")
        .hasMessageContaining("--migrations");
    assertThatThrownBy(() -> new Codegen(migrations, "a-b", folder))
        .hasMessage("'a-b' is no package; --package takes one like com.example.db.");
    assertThatThrownBy(() -> Main.main(new String[] {"--migration", "x"}))
        .hasMessageStartingWith("'--migration' is not understood; the options are --migrations");
    assertThatThrownBy(() -> Main.main(new String[] {"--package", "a.b"}))
        .hasMessageStartingWith("An option is missing");
  }

  private Codegen codegen(String output) {
    return new Codegen(migrations, "example.db", folder.resolve(output));
  }

  private Map<String, String> sources(String output) {
    Path root = folder.resolve(output);
    Map<String, String> sources = new TreeMap<>();
    try (Stream<Path> files = Files.walk(root)) {
      files
          .filter(file -> file.toString().endsWith(".java"))
          .forEach(file -> sources.put(root.relativize(file).toString(), read(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return sources;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
