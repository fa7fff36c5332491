package dev.trestle.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Somebody else's project, built by Maven from nothing but packaged jars; the steps build up. */
@ResourceLock(OutsideProject.LOCK)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ConsumerTest {
  private static OutsideProject project;

  @BeforeAll
  static void copy() throws IOException {
    project = OutsideProject.copyOf(Path.of(System.getProperty("consumer")), "consumer");
  }

  @Test
  @Order(1)
  void itCompilesServesAndAnswers() throws Exception {
    project.maven("process-classes");

    assertThat(answers("/greet/Ada?word=Hi")).isEqualTo("200 {\"text\":\"Hi, Ada\"}");
  }

  @Test
  @Order(2)
  void itsRuntimeClasspathIsWhatThePublishedLibraryNeedsAndNoMore() throws IOException {
    try (Stream<Path> jars = Files.list(project.path("target/lib"))) {
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
    Path added = project.path("src/main/java/example/app/added/Route.java");
    Files.createDirectories(added.getParent());
    Files.writeString(added, route("1"));
    project.maven("process-classes");
    assertThat(answers("/added")).isEqualTo("200 1");
    assertThat(answers("/greet/Ada")).startsWith("200");

    Files.writeString(added, route("2"));
    Files.setLastModifiedTime(
        added, java.nio.file.attribute.FileTime.fromMillis(System.currentTimeMillis() + 2_000));
    project.maven("process-classes");
    assertThat(answers("/added")).isEqualTo("200 2");

    Files.delete(added);
    project.maven("process-classes");
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
    Process process = Processes.light(Map.of(), "-cp", project.classpath(""), "example.Main");
    try {
      var answer = Processes.get(Processes.address(process) + path);
      return answer.statusCode() + " " + answer.body();
    } finally {
      process.destroy();
      process.waitFor();
    }
  }
}
