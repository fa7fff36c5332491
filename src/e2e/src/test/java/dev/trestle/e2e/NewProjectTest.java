package dev.trestle.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * A project that {@code make new} made, in a folder with a space, used as its README says; the
 * steps build up.
 */
@ResourceLock(OutsideProject.LOCK)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class NewProjectTest {
  private static final String BOOKS =
      "[{\"id\":1,\"title\":\"Emma\",\"year\":1815},"
          + "{\"id\":2,\"title\":\"Middlemarch\",\"year\":1871}]";
  private static final Path ROOT = Path.of(System.getProperty("db")).normalize().getParent();
  private static final String ID = "00000000-0000-4000-8000-000000000001";

  private static Path project;

  /** Begun by {@code make new}, but that what it would install is in a repository already. */
  @BeforeAll
  static void make() throws Exception {
    OutsideProject made = OutsideProject.at("new");
    project = made.path("My app");
    Map<String, String> maven = Map.of("PATH", made.mavenWithoutInstall());

    assertThat(run(ROOT, maven, "new", "dir=" + project, "package=org.acme.my_app"))
        .contains("Made " + project);
    Files.write(project.resolve(".mvn/maven.config"), OutsideProject.options());
  }

  @Test
  @Order(1)
  void nothingInItIsCalledOtherwise() throws IOException {
    try (Stream<Path> files = Files.walk(project)) {
      assertThat(files.filter(Files::isRegularFile).map(NewProjectTest::read))
          .isNotEmpty()
          .noneMatch(text -> text.contains("com.example") || text.contains("${package}"));
    }
    assertThat(project.resolve("README.md")).content().startsWith("# my-app\n");
    try (Stream<Path> beside = Files.list(project.getParent())) {
      assertThat(beside.filter(it -> it.getFileName().toString().startsWith("."))).isEmpty();
    }
  }

  @Test
  @Order(2)
  void itPassesItsTestsUnchanged() throws Exception {
    run(project, "test");

    assertThat(project.resolve("target/surefire-reports/org.acme.my_app.BooksTest.txt"))
        .content()
        .contains("Tests run: 3, Failures: 0, Errors: 0, Skipped: 0");
  }

  @Test
  @Order(3)
  void itServesWhatWasBuilt() throws Exception {
    Process service = start(project, Map.of(), "run", "PORT=" + Processes.freePort());
    try {
      String url = address(service);
      assertThat(Processes.get(url + "/api/books").body()).isEqualTo(BOOKS);
      assertThat(Processes.get(url + "/readyz").statusCode()).isEqualTo(200);
    } finally {
      end(service);
    }
  }

  @Test
  @Order(4)
  void whileOneWritesItAnswersWithWhatIsWritten() throws Exception {
    Process loop = start(project, Map.of(), "dev", "PORT=" + Processes.freePort());
    try {
      String url = address(loop);
      assertThat(Processes.get(url + "/api/books").body()).isEqualTo(BOOKS);

      assertThat(run(project, "route", "path=/api/things/{id:uuid}"))
          .contains("Created src/main/java/org/acme/my_app/app/api/things/_id/Route.java");
      assertThat(Processes.get(url + "/api/things/" + ID).body())
          .isEqualTo("{\"id\":\"" + ID + "\"}");

      assertThat(run(project, "migrate-new", "name=add_books_isbn"))
          .contains("Created db/migrations/V2__add_books_isbn.sql");
      Files.writeString(
          project.resolve("db/migrations/V2__add_books_isbn.sql"),
          "alter table books add column isbn text;\n");
      assertThat(Processes.get(url + "/api/books").body()).isEqualTo(BOOKS);
    } finally {
      end(loop);
    }
    assertThat(
            project.resolve("target/generated-sources/jooq/org/acme/my_app/db/tables/Books.java"))
        .content()
        .contains("ISBN");
  }

  private static String address(Process service) throws IOException {
    return Processes.address(service).replaceFirst(";.*", "");
  }

  private static void end(Process service) throws InterruptedException {
    service.destroy();
    assertThat(service.waitFor(Processes.SECONDS, TimeUnit.SECONDS)).isTrue();
  }

  private static Process start(Path folder, Map<String, String> settings, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(List.of("make"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    List.of("DATABASE_URL", "DATABASE_URL_POOLER", "DIRECT_URL", "HOST", "MAKEFLAGS", "MAKELEVEL")
        .forEach(builder.environment()::remove);
    builder.environment().putAll(OutsideProject.LIGHT);
    builder.environment().putAll(settings);
    return builder.start();
  }

  private static String run(Path folder, String... arguments) throws Exception {
    return run(folder, Map.of(), arguments);
  }

  private static String run(Path folder, Map<String, String> settings, String... arguments)
      throws Exception {
    Processes.Ended ended =
        Processes.await(start(folder, settings, arguments), 4 * Processes.SECONDS);
    assertThat(ended.status()).as(ended.out() + ended.err()).isZero();
    return ended.out();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
