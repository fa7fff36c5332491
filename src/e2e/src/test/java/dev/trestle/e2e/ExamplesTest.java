package dev.trestle.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.embedded.EmbeddedServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The examples of embedding, each built from packaged jars, started as a process and called. */
@ResourceLock(OutsideProject.LOCK)
class ExamplesTest {
  private static final String EMMA = "{\"id\":1,\"title\":\"Emma\",\"year\":1815}";
  private static final Pattern TOMCAT = Pattern.compile("Tomcat started on port (\\d+)");

  @AutoClose private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private static OutsideProject examples;
  private static EmbeddedServer server;

  /** One database for all: each migrates what the others have not. */
  @BeforeAll
  static void build() throws Exception {
    examples = OutsideProject.copyOf(Path.of(System.getProperty("examples")), "examples");
    examples.maven("-T", "2", "package");
    server = EmbeddedServer.temporary();
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void aPlainMainRunsTwoApplicationsUntilItIsToldToEnd() throws Exception {
    Process program = start("plain", "com.example.shelf.Main");
    String readers = Processes.address(program);
    String staff = Processes.address(program);

    assertThat(get(readers + "/books/1").body()).isEqualTo(EMMA);
    assertThat(get(readers + "/books/99").statusCode()).isEqualTo(404);
    assertThat(get(staff + "/books/1").statusCode()).isEqualTo(404);
    assertThat(post(readers + "/books", "Persuasion").statusCode()).isEqualTo(404);
    assertThat(post(staff + "/books", "Persuasion").statusCode()).isEqualTo(201);
    assertThat(post(staff + "/books", "Persuasion").body())
        .isEqualTo("{\"error\":\"Title already exists\"}");

    program.outputWriter().append('\n').flush();
    assertThat(program.inputReader().readLine()).isEqualTo("Both have stopped");
    assertThat(program.waitFor(Processes.SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(program.exitValue()).isZero();
  }

  @Test
  void aPlainMainThatCannotStartSaysWhyInOneSentence() throws Exception {
    String classpath = examples.classpath("plain");
    String[] program = {"-cp", classpath, "com.example.shelf.Main"};
    String nobody = "postgresql://user@localhost:1/library";

    assertThat(Processes.await(Processes.light(Map.of(), program)))
        .isEqualTo(
            new Processes.Ended(
                1,
                "",
                "DATABASE_URL is not set; set it to postgresql://user:password@host:5432/database.\n"));
    Processes.Ended away =
        Processes.await(Processes.light(Map.of("DATABASE_URL", nobody), program));
    assertThat(away.status()).isEqualTo(1);
    assertThat(away.err()).doesNotContain("Exception in thread");
  }

  @Test
  void aJavalinApplicationInKotlinKeepsItsRoutesAndGetsTrestles() throws Exception {
    Process program = start("kotlin", "com.example.shelf.MainKt");
    try {
      String url = Processes.address(program);

      HttpResponse<String> old = get(url + "/old");
      assertThat(old.body()).isEqualTo("as it always was");
      assertThat(old.headers().firstValue("X-Served-By")).hasValue("library");
      HttpResponse<String> book = get(url + "/api/books/1");
      assertThat(book.body()).isEqualTo(EMMA);
      assertThat(book.headers().firstValue("X-Served-By")).hasValue("library");
      assertThat(get(url + "/api/books/x").statusCode()).isEqualTo(400);
      assertThat(post(url + "/api/books", "Shirley").headers().firstValue("Location"))
          .hasValueSatisfying(
              it -> assertThat(get(url + it).body()).contains("\"title\":\"Shirley\""));
      assertThat(get(url + "/api/books").body()).startsWith("[" + EMMA).contains("Shirley");
    } finally {
      end(program);
    }
  }

  @Test
  void springBootServesBesideTrestleOverOnePool() throws Exception {
    Process program =
        Processes.light(
            Map.of(
                "SPRING_DATASOURCE_URL", server.url().jdbcUrl(),
                "SPRING_DATASOURCE_USERNAME", server.url().user(),
                "SPRING_DATASOURCE_PASSWORD", server.url().password(),
                "SERVER_PORT", "0",
                "TRESTLE_PORT", "0"),
            "-jar",
            examples.path("spring/target/spring-1.jar").toString());
    try {
      String spring = "http://localhost:" + port(program);
      String trestle = Processes.address(program).replaceFirst("/$", "");

      assertThat(get(trestle + "/books/1").body()).isEqualTo(EMMA);
      int before = Integer.parseInt(get(spring + "/count").body());
      assertThat(post(trestle + "/books", "Villette").statusCode()).isEqualTo(201);
      assertThat(get(spring + "/count").body()).isEqualTo(String.valueOf(before + 1));
      assertThat(get(spring + "/books/1").statusCode()).isEqualTo(404);
    } finally {
      end(program);
    }
  }

  private static Process start(String example, String main) throws IOException {
    return Processes.light(
        Map.of("DATABASE_URL", server.url().toUri(), "PORT", "0"),
        "-cp",
        examples.classpath(example),
        main);
  }

  private static String port(Process program) throws IOException {
    for (String line = program.inputReader().readLine();
        line != null;
        line = program.inputReader().readLine()) {
      Matcher matcher = TOMCAT.matcher(line);
      if (matcher.find()) {
        return matcher.group(1);
      }
    }
    throw new AssertionError("Spring ended without a port");
  }

  private static void end(Process program) throws InterruptedException {
    program.destroy();
    assertThat(program.waitFor(Processes.SECONDS, TimeUnit.SECONDS)).isTrue();
  }

  private static HttpResponse<String> get(String url) {
    return send(HttpRequest.newBuilder(URI.create(url)));
  }

  private static HttpResponse<String> post(String url, String title) {
    return send(
        HttpRequest.newBuilder(URI.create(url))
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"title\":\"" + title + "\",\"year\":1849}")));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError("No answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted", e);
    }
  }
}
