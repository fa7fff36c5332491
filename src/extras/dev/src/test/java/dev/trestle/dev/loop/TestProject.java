package dev.trestle.dev.loop;

import dev.trestle.Trestle;
import dev.trestle.TrestleBuilder;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** A small project in a folder, served by a loop. */
public final class TestProject implements AutoCloseable {
  private static final String APP =
      """
      package demo;

      import demo.app.Routes;
      import dev.trestle.Trestle;
      import dev.trestle.TrestleBuilder;
      import java.util.Map;

      public final class Main {
        public static TrestleBuilder service(Map<String, String> variables) {
          return Trestle.of(new Routes());
        }
      }
      """;

  private final HttpClient client = HttpClient.newHttpClient();
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final Path sources;
  private final Path resources;
  private Optional<Loop> loop = Optional.empty();

  /** Writes what every project has: an app, and its root. */
  public TestProject(Path folder) throws IOException {
    this.sources = folder.resolve("java");
    this.resources = Files.createDirectories(folder.resolve("resources"));
    write("demo/Main.java", APP);
    write(
        "demo/app/package-info.java",
        "@AppRoot\npackage demo.app;\n\nimport dev.trestle.AppRoot;\n");
  }

  /** Saves a source. */
  public TestProject write(String file, String text) throws IOException {
    Path path = sources.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
    return this;
  }

  /** Saves a route that answers {@code GET} with what an expression gives. */
  public TestProject route(String folder, String expression) throws IOException {
    String name = "demo.app." + folder.replace('/', '.');
    return write(
        name.replace('.', '/') + "/Route.java",
        """
        package %s;

        import dev.trestle.Response;

        public final class Route {
          public static Response GET() {
            return Response.text(%s);
          }
        }
        """
            .formatted(name, expression));
  }

  public Path source(String file) {
    return sources.resolve(file);
  }

  public Path resource(String file) {
    return resources.resolve(file);
  }

  public TestProject start() {
    return start(Optional.empty(), Map.of());
  }

  public TestProject start(Optional<Schema> schema, Map<String, String> variables) {
    return start(schema, variables, TrestleBuilder::start);
  }

  /** Starts it, and each application of it as is said. */
  public TestProject start(
      Optional<Schema> schema,
      Map<String, String> variables,
      Function<TrestleBuilder, Trestle> starting) {
    List<Path> classPath =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(Path::of)
            .toList();
    Map<String, String> all = new HashMap<>(variables);
    all.putIfAbsent("PORT", "0");
    PrintStream out = terminal();
    loop =
        Optional.of(
            Loop.start(
                new Project(
                    "demo.Main", List.of(sources), List.of(resources), classPath, List.of()),
                schema,
                all,
                starting,
                out,
                out));
    return this;
  }

  public String url(String path) {
    return "http://127.0.0.1:" + port() + path;
  }

  public int port() {
    return loop.orElseThrow().port();
  }

  /** Where the loop says what it does. */
  public PrintStream terminal() {
    return new PrintStream(said, true, StandardCharsets.UTF_8);
  }

  public String said() {
    return said.toString(StandardCharsets.UTF_8);
  }

  public HttpResponse<String> get(String path, String... headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url(path)));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** The answer, which is as it must be. */
  public String body(String path) throws Exception {
    HttpResponse<String> answer = get(path);
    if (answer.statusCode() != 200) {
      throw new AssertionError(answer.statusCode() + " " + answer.body());
    }
    return answer.body();
  }

  @Override
  public void close() {
    loop.ifPresent(Loop::close);
    client.close();
  }
}
