package dev.trestle.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A project that the archetype made, used as its README says; the steps build up. */
@ResourceLock(OutsideProject.LOCK)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class NewProjectTest {
  private static final String BOOKS =
      "[{\"id\":1,\"title\":\"Emma\",\"year\":1815},"
          + "{\"id\":2,\"title\":\"Middlemarch\",\"year\":1871}]";
  private static final String ID = "00000000-0000-4000-8000-000000000001";

  private static OutsideProject made;
  private static Path shop;

  @BeforeAll
  static void make() throws Exception {
    made = OutsideProject.at("new");
    shop = project("shop", "com.example.shop");
  }

  @Test
  @Order(1)
  void itPassesItsTestsUnchanged() throws Exception {
    run(shop, "test");

    assertThat(shop.resolve("target/surefire-reports/com.example.shop.BooksTest.txt"))
        .content()
        .contains("Tests run: 3, Failures: 0, Errors: 0, Skipped: 0");
  }

  @Test
  @Order(2)
  void whileOneWritesItAnswersWithWhatIsWritten() throws Exception {
    Process loop = start(shop, "dev", "PORT=" + Processes.freePort());
    try {
      String url = address(loop);
      assertThat(Processes.get(url + "/api/books").body()).isEqualTo(BOOKS);

      assertThat(run(shop, "route", "path=/api/things/{id:uuid}"))
          .contains("Created src/main/java/com/example/shop/app/api/things/_id/Route.java");
      assertThat(Processes.get(url + "/api/things/" + ID).body())
          .isEqualTo("{\"id\":\"" + ID + "\"}");

      assertThat(run(shop, "migrate-new", "name=add_books_isbn"))
          .contains("Created db/migrations/V2__add_books_isbn.sql");
      Files.writeString(
          shop.resolve("db/migrations/V2__add_books_isbn.sql"),
          "alter table books add column isbn text;\n");
      assertThat(Processes.get(url + "/api/books").body()).isEqualTo(BOOKS);
    } finally {
      end(loop);
    }
    assertThat(shop.resolve("target/generated-sources/jooq/com/example/shop/db/tables/Books.java"))
        .content()
        .contains("ISBN");
  }

  @Test
  @Order(3)
  void itMayHaveAnyNameAndPackage() throws Exception {
    Path other = project("my-app", "org.acme.my_app");
    try (Stream<Path> files = Files.walk(other)) {
      assertThat(files.filter(Files::isRegularFile).map(NewProjectTest::read))
          .isNotEmpty()
          .noneMatch(text -> text.contains("com.example") || text.contains("${package}"));
    }

    Process service = start(other, "run", "PORT=" + Processes.freePort());
    try {
      String url = address(service);
      assertThat(Processes.get(url + "/api/books").body()).isEqualTo(BOOKS);
      assertThat(Processes.get(url + "/readyz").statusCode()).isEqualTo(200);
    } finally {
      end(service);
    }
  }

  private static String address(Process service) throws IOException {
    return Processes.address(service).replaceFirst(";.*", "");
  }

  private static void end(Process service) throws InterruptedException {
    service.destroy();
    assertThat(service.waitFor(Processes.SECONDS, TimeUnit.SECONDS)).isTrue();
  }

  /** What Maven makes, and is told where the packaged jars are. */
  private static Path project(String name, String packageName) throws Exception {
    made.maven(
        "org.apache.maven.plugins:maven-archetype-plugin:3.4.1:generate",
        "-DarchetypeCatalog=internal",
        "-DarchetypeGroupId=dev.trestle",
        "-DarchetypeArtifactId=trestle-archetype",
        "-DarchetypeVersion=0.1.0-SNAPSHOT",
        "-DgroupId=" + packageName,
        "-Dpackage=" + packageName,
        "-DartifactId=" + name);
    Path project = made.path(name);
    Files.write(project.resolve(".mvn/maven.config"), OutsideProject.options());
    return project;
  }

  private static Process start(Path project, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("make"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(project.toFile());
    List.of("DATABASE_URL", "DATABASE_URL_POOLER", "DIRECT_URL", "HOST", "MAKEFLAGS", "MAKELEVEL")
        .forEach(builder.environment()::remove);
    builder.environment().putAll(OutsideProject.LIGHT);
    return builder.start();
  }

  private static String run(Path project, String... arguments) throws Exception {
    Processes.Ended ended = Processes.await(start(project, arguments), 4 * Processes.SECONDS);
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
