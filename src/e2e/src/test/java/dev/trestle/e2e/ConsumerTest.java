package dev.trestle.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Somebody else's project, built by Maven from nothing but packaged jars; the steps build up. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ConsumerTest {
  private static final Path PROJECT = Path.of(System.getProperty("work"), "project");

  /** Our parent pom is published too, but has no jar that Maven would copy with the others. */
  @BeforeAll
  static void publishParent() throws IOException {
    Path folder =
        Path.of(
            System.getProperty("repository"), "dev", "trestle", "trestle-parent", "0.1.0-SNAPSHOT");
    Files.createDirectories(folder);
    Files.copy(
        Path.of(System.getProperty("parent.pom")),
        folder.resolve("trestle-parent-0.1.0-SNAPSHOT.pom"),
        StandardCopyOption.REPLACE_EXISTING);
  }

  @BeforeAll
  static void copy() throws IOException {
    delete(PROJECT);
    Path source = Path.of(System.getProperty("consumer"));
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = PROJECT.resolve(source.relativize(file));
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
  }

  @Test
  @Order(1)
  void itCompilesServesAndAnswers() throws Exception {
    build();

    assertThat(answers("/greet/Ada?word=Hi")).isEqualTo("200 {\"text\":\"Hi, Ada\"}");
  }

  @Test
  @Order(2)
  void itsRuntimeClasspathIsWhatThePublishedLibraryNeedsAndNoMore() throws IOException {
    try (Stream<Path> jars = Files.list(PROJECT.resolve("target/lib"))) {
      assertThat(
              jars.map(jar -> jar.getFileName().toString().replaceFirst("-\\d.*", ""))
                  .filter(name -> !name.startsWith("jetty-") && !name.startsWith("jakarta."))
                  .sorted())
          .containsExactly(
              "HikariCP",
              "annotations",
              "asm",
              "asm-commons",
              "asm-tree",
              "checker-qual",
              "jackson-annotations",
              "jackson-core",
              "jackson-databind",
              "javalin",
              "jooq",
              "kotlin-stdlib",
              "postgresql",
              "r2dbc-spi",
              "reactive-streams",
              "slf4j-api",
              "trestle");
    }
  }

  @Test
  @Order(3)
  void aRouteThatIsAddedChangedOrDeletedIsSoAfterTheNextBuildWithoutClean() throws Exception {
    Path added = PROJECT.resolve("src/main/java/example/app/added/Route.java");
    Files.createDirectories(added.getParent());
    Files.writeString(added, route("1"));
    build();
    assertThat(answers("/added")).isEqualTo("200 1");
    assertThat(answers("/greet/Ada")).startsWith("200");

    Files.writeString(added, route("2"));
    Files.setLastModifiedTime(
        added, java.nio.file.attribute.FileTime.fromMillis(System.currentTimeMillis() + 2_000));
    build();
    assertThat(answers("/added")).isEqualTo("200 2");

    Files.delete(added);
    build();
    assertThat(answers("/added")).isEqualTo("404 {\"error\":\"Not found\"}");
    assertThat(answers("/greet/Ada")).startsWith("200");
  }

  private static String route(String value) {
    return "package example.app.added;\npublic final class Route {"
        + " public static int GET() { return "
        + value
        + "; } }\n";
  }

  private static String answers(String path) throws Exception {
    String classpath =
        PROJECT.resolve("target/classes") + File.pathSeparator + PROJECT.resolve("target/lib/*");
    Process process = Processes.light(Map.of(), "-cp", classpath, "example.Main");
    try {
      var answer = Processes.get(Processes.address(process) + path);
      return answer.statusCode() + " " + answer.body();
    } finally {
      process.destroy();
      process.waitFor();
    }
  }

  /**
   * Its local repository is its own; what ours has, the packaged jars among it, is offered to it as
   * remote ones, so that nothing of the reactor's folders is seen.
   */
  private static void build() throws Exception {
    Path settings = PROJECT.resolveSibling("settings.xml");
    Files.writeString(
        settings,
        """
        <settings>
          <profiles>
            <profile>
              <id>offered</id>
              <repositories>%1$s%2$s</repositories>
              <pluginRepositories>%3$s</pluginRepositories>
            </profile>
          </profiles>
          <activeProfiles><activeProfile>offered</activeProfile></activeProfiles>
        </settings>
        """
            .formatted(
                repository("repository", "packaged", System.getProperty("repository")),
                repository("repository", "local", System.getProperty("local.repository")),
                repository("pluginRepository", "local", System.getProperty("local.repository"))));
    Process process =
        new ProcessBuilder(
                "mvn",
                "-B",
                "-q",
                "-ntp",
                "-s",
                settings.toString(),
                "-Dmaven.repo.local=" + PROJECT.resolveSibling("local"),
                "process-classes")
            .directory(PROJECT.toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).as(output).isZero();
  }

  private static String repository(String element, String id, String path) {
    return """
    <%1$s><id>%2$s</id><url>%3$s</url>\
    <releases><checksumPolicy>ignore</checksumPolicy></releases>\
    <snapshots><enabled>true</enabled><updatePolicy>always</updatePolicy>\
    <checksumPolicy>ignore</checksumPolicy></snapshots></%1$s>
    """
        .formatted(element, id, Path.of(path).toUri());
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      deepestFirst.forEach(ConsumerTest::deleteFile);
    }
  }

  private static void deleteFile(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
