package dev.trestle.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What is dropped hurts if the classes of the running service name it. */
class DeployedTest {
  private static final String DROP = "alter table users drop column name;";

  @RegisterExtension static final Checked checked = new Checked();

  @TempDir private Path old;

  @BeforeEach
  void table() {
    checked.applied("create table users (id int primary key, name text);");
  }

  @Test
  void unlessTheyAreGivenTheyNameWhatWasThere() {
    assertThat(checked.pending(DROP).run().dangers())
        .singleElement()
        .satisfies(found ->
            assertThat(found.effect()).contains("classes generated before this migration"));
  }

  @Test
  void aSchemaThatDoesNotNameItAllowsTheDrop() {
    CheckReport report = checked.pending(DROP).deployed(new Tables.Public()).run();

    assertThat(report.dangers()).isEmpty();
    assertThat(report.findings())
        .anySatisfy(found -> {
          assertThat(found.rule()).isEqualTo(Rule.DROP_COLUMN);
          assertThat(found.severity()).isEqualTo(Severity.NOTE);
          assertThat(found.effect())
              .isEqualTo("The column is gone; the deployed classes do not name it.");
        });
    assertThat(
            checked
                .pending("alter table users drop column id;")
                .deployed(new Tables.Public())
                .run()
                .dangers())
        .extracting(Finding::rule)
        .containsExactly(Rule.DROP_COLUMN);
  }

  @Test
  void tablesThatTheClassesDoNotNameMayGo() {
    assertThat(
            checked
                .applied("create table orders (id int);")
                .pending("drop table orders; alter table users rename column id to key;")
                .deployed(new Tables.Public())
                .run()
                .dangers())
        .extracting(Finding::rule)
        .containsExactly(Rule.RENAME_COLUMN);
  }

  @Test
  void classesAreReadFromAFolder() throws URISyntaxException {
    Path classes =
        Path.of(Tables.class.getProtectionDomain().getCodeSource().getLocation().toURI());

    assertThat(checked.pending(DROP).deployedIn(List.of(classes)).run().dangers()).isEmpty();
  }

  @Test
  void theClassesOfAJarGoBeforeThoseThatThisProcessHas() throws IOException {
    CheckReport report = checked.pending(DROP).deployedIn(List.of(jarOfOldClasses())).run();

    assertThat(report.dangers())
        .singleElement()
        .satisfies(found -> assertThat(found.effect()).contains("the deployed classes name it"));
  }

  /** The same class as on the class path, of the time when there was a name. */
  private Path jarOfOldClasses() throws IOException {
    String source =
        Files.readString(Path.of("src/test/java/dev/trestle/check/Tables.java"))
            .replace(
                "/** A column. */",
                "final Object name = createField(DSL.name(\"name\"), SQLDataType.VARCHAR, this);");
    Path file = Files.writeString(old.resolve("Tables.java"), source);
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-nowarn",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                "-d",
                old.toString(),
                file.toString());
    assertThat(status).isZero();
    Path jar = old.resolve("old.jar");
    try (FileSystem zip =
            FileSystems.newFileSystem(URI.create("jar:" + jar.toUri()), Map.of("create", "true"));
        Stream<Path> classes = Files.list(old.resolve("dev/trestle/check"))) {
      Path folder = Files.createDirectories(zip.getPath("/dev/trestle/check"));
      for (Path each : classes.toList()) {
        Files.copy(each, folder.resolve(each.getFileName().toString()));
      }
    }
    return jar;
  }
}
