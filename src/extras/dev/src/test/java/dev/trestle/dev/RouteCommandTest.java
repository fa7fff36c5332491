package dev.trestle.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.processor.RouteProcessor;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteCommandTest {
  @TempDir private Path sources;
  private Path app;

  @BeforeEach
  void appRoot() throws IOException {
    app = packageInfo("shop/app", "@AppRoot\npackage shop.app;\n\nimport dev.trestle.AppRoot;\n");
  }

  @Test
  void whatIsBegunCompilesAndAnswersWhereItWasAskedFor() throws IOException {
    begin("/");
    begin("/api/things");
    begin("/api/things/{id:uuid}");
    begin("/api/things/{id}/parts/{body:int}", "DELETE,PATCH,POST,GET,PUT");
    begin("/api/things/{id}/{body}/{content}/{body_}", "PUT");
    begin("/api/top-authors/{since:date}");
    begin("/api/public");
    begin("/api/hello.json");
    begin("/api/hello-json");
    begin("/api/2024/a--b/_x/ends-/~/s2024");
    begin("/docs/{rest+}");
    begin("/files/{rest*}");
    begin("/flags/{on:boolean}/{count:long}");

    assertThat(compiled())
        .containsExactlyInAnyOrder(
            "/\tGET",
            "/api/things\tGET",
            "/api/things/{id}\tGET",
            "/api/things/{id}/parts/{body}\tGET POST PUT PATCH DELETE",
            "/api/things/{id}/{body}/{content}/{body_}\tPUT",
            "/api/top-authors/{since}\tGET",
            "/api/public\tGET",
            "/api/hello.json\tGET",
            "/api/hello-json\tGET",
            "/api/2024/a--b/_x/ends-/~/s2024\tGET",
            "/docs/{rest+}\tGET",
            "/files/{rest*}\tGET",
            "/flags/{on}/{count}\tGET");
  }

  @Test
  void aRouteIsShortAndSaysItsUrl() throws IOException {
    begin("/api/things/{id:uuid}");

    assertThat(app.resolve("api/things/_id/Route.java"))
        .content()
        .isEqualTo(
            """
            package shop.app.api.things._id;

            import java.util.UUID;

            /** {@code /api/things/{id}} */
            public final class Route {
              private Route() {}

              record Answer(UUID id) {}

              public static Answer GET(UUID id) {
                return new Answer(id);
              }
            }
            """);
  }

  @Test
  void aFolderThatHasTheSegmentAlreadyIsTaken() throws IOException {
    packageInfo("shop/app/people", segment("people", "members"));
    begin("/members/{id}");
    begin("/people");

    assertThat(app.resolve("people/_id/Route.java")).exists();
    assertThat(compiled()).containsExactlyInAnyOrder("/members/{id}\tGET", "/people\tGET");
  }

  @Test
  void aPackageThatWouldClashWithAClassIsCalledOtherwise() throws IOException {
    begin("/api");
    Files.writeString(app.resolve("api/Book.java"), "package shop.app.api;\n\nrecord Book() {}\n");
    begin("/api/Book");
    begin("/api/Route");
    begin("/api/Route/Route");

    assertThat(compiled())
        .containsExactlyInAnyOrder(
            "/api\tGET", "/api/Book\tGET", "/api/Route\tGET", "/api/Route/Route\tGET");
  }

  @Test
  void whatIsThereAlreadyStaysAndIsNamed() throws IOException {
    begin("/api/things/{id}");
    Path file = app.resolve("api/things/_id/Route.java");
    Files.writeString(file, "mine");

    assertThatThrownBy(() -> begin("/api/things/{key}"))
        .hasMessage(
            "/api/things/{id} is there already, in "
                + file
                + "; add a function to it, or choose another path.");
    assertThat(file).hasContent("mine");
  }

  @Test
  void whatWouldNotCompileBesideTheOthersIsRefused() throws IOException {
    begin("/api/things/{id}");
    packageInfo("shop/app/inner", segment("inner", ""));
    Files.createDirectories(app.resolve("inner/grouped"));
    Files.writeString(app.resolve("inner/grouped/Route.kt"), "object Route");
    begin("/files/{rest*}");

    assertThatThrownBy(() -> begin("/api/things/{key}/parts"))
        .hasMessageStartingWith("The variable there is called {id} in ")
        .hasMessageEndingWith("; it has one name for all routes: write {id}.");
    assertThatThrownBy(() -> begin("/grouped")).hasMessageContaining("is there already, in ");
    assertThatThrownBy(() -> begin("/files")).hasMessageContaining("is there already, in ");
    assertThatThrownBy(() -> begin("/files/{all+}")).hasMessageContaining("is called {rest} in ");
    begin("/api/things/{rest+}");
    assertThat(app.resolve("grouped")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "api/things | 'api/things' is no path; write one from the first slash on",
        "/api/ | The path has an empty segment; write one slash between two, and none at the end.",
        "/a//b | The path has an empty segment",
        "/{rest+}/x | The path goes on after {rest}, which takes all segments; end it there.",
        "/{a}/{a} | The path has two variables 'a'; rename one.",
        "/:id | ':id' is no segment; a variable is a whole one, like {id} or {id:uuid}.",
        "/[id] | '[id]' is no segment",
        "/a{id} | 'a{id}' is no segment",
        "/.. | '..' cannot be a segment here; use letters, digits",
        "/a*/b | 'a*' cannot be a segment here",
        "/a?b=c | 'a?b=c' cannot be a segment here",
        "/{class} | 'class' cannot name a parameter of Java's; call the variable otherwise.",
        "/{a-b} | 'a-b' cannot name a parameter",
        "/{toString} | 'toString' cannot name a parameter",
        "/{} | '' cannot name a parameter",
        "/{id:guid} | 'guid' is no type of a variable; write one of string, uuid, int, long,",
        "/{rest+:uuid} | 'rest' takes several segments, which are a List<String>; leave out"
      })
  void anImpossiblePathIsRefusedWithWhatToWrite(String path, String message) throws IOException {
    assertThatThrownBy(() -> begin(path)).hasMessageStartingWith(message);
    assertThat(Files.list(app)).containsExactly(app.resolve("package-info.java"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"get", "HEAD", "GET,,POST"})
  void onlyVerbsAreVerbs(String verbs) {
    assertThatThrownBy(() -> begin("/x", verbs))
        .hasMessageEndingWith("write some of GET, POST, PUT, PATCH, DELETE.");
  }

  @Test
  void thereIsOneRootOrItIsNamed() throws IOException {
    packageInfo("shop/staff", "@AppRoot\npackage shop.staff;\n\nimport dev.trestle.AppRoot;\n");

    assertThatThrownBy(() -> begin("/x"))
        .hasMessageStartingWith("Several packages have @AppRoot: ")
        .hasMessageEndingWith("; write --app with the one that is meant.");
    command("--path", "/x", "--app", sources.resolve("shop/staff").toString());
    assertThat(sources.resolve("shop/staff/x/Route.java")).exists();
    assertThatThrownBy(() -> AppFolder.below(app.resolve("x")))
        .hasMessageStartingWith("There is no folder ");
    assertThatThrownBy(() -> AppFolder.below(sources.resolve("shop/staff/x")))
        .hasMessageStartingWith("No package below ");
  }

  private void begin(String path) {
    command("--path", path);
  }

  private void begin(String path, String verbs) {
    command("--path", path, "--verbs", verbs);
  }

  private void command(String... words) {
    Command command = Main.find("route");
    List<String> all =
        Stream.concat(Stream.of("--sources", sources.toString()), Stream.of(words)).toList();
    try {
      assertThat(command.run(Options.parse(command, all))).isZero();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private Path packageInfo(String folder, String text) throws IOException {
    Path at = Files.createDirectories(sources.resolve(folder));
    Files.writeString(at.resolve("package-info.java"), text);
    return at;
  }

  private static String segment(String name, String url) {
    return "@Segment(\""
        + url
        + "\")\npackage shop.app."
        + name
        + ";\n\nimport dev.trestle.Segment;\n";
  }

  /** URL and verbs of each route, as the processor finds them. */
  private List<String> compiled() throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    Path classes = Files.createDirectories(sources.resolve("classes"));
    StringWriter said = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
        Stream<Path> java = Files.walk(sources)) {
      List<Path> all = java.filter(file -> file.toString().endsWith(".java")).toList();
      JavaCompiler.CompilationTask task =
          compiler.getTask(
              said,
              files,
              null,
              List.of("-d", classes.toString(), "-Xlint:all,-processing", "-Werror"),
              null,
              files.getJavaFileObjectsFromPaths(all));
      task.setProcessors(List.of(new RouteProcessor()));
      assertThat(task.call()).as(said.toString()).isTrue();
    }
    return Files.readAllLines(classes.resolve("META-INF/trestle/shop.app.routes")).stream()
        .map(line -> line.substring(0, line.lastIndexOf('\t')))
        .toList();
  }
}
