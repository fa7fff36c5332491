package dev.trestle.processor;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trestle.spi.RouteDefinition;
import dev.trestle.spi.RouteTable;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Compiles sources given as text with the processor, as strictly as users may:
 *
 * <pre>{@code
 * @RegisterExtension final Compilation compilation = new Compilation();
 * }</pre>
 */
final class Compilation implements BeforeEachCallback, AfterEachCallback {
  /** The package {@code app} is an application. */
  static final String ROOT = "@dev.trestle.AppRoot\npackage app;\n";

  private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([\\w.]+);");
  private static final Pattern TYPE =
      Pattern.compile("(?m)^(?:public |final |abstract )*(?:class|@?interface|record|enum) (\\w+)");

  private Path folder;
  private Path output;
  private List<String> options = List.of();
  private List<Diagnostic<? extends JavaFileObject>> diagnostics = List.of();

  @Override
  public void beforeEach(ExtensionContext context) throws IOException {
    open();
  }

  @Override
  public void afterEach(ExtensionContext context) throws IOException {
    close();
  }

  /** Begins in an empty folder. */
  void open() throws IOException {
    folder = Files.createTempDirectory("compiled");
    fresh();
  }

  /** Deletes what was compiled. */
  void close() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  /** Forgets what was compiled before. */
  Compilation fresh() {
    try {
      output = Files.createTempDirectory(folder, "output");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** With further options of the compiler from now on. */
  Compilation with(String... more) {
    options = List.of(more);
    return this;
  }

  /** Compiles these, of which the package {@code app} is an application. */
  Compilation compileApp(String... sources) {
    String[] all = Arrays.copyOf(sources, sources.length + 1);
    all[sources.length] = ROOT;
    return compile(all);
  }

  /** Compiles these; what was compiled before is on the classpath. */
  Compilation compile(String... sources) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> collector = new DiagnosticCollector<>();
    List<JavaFileObject> files = new ArrayList<>();
    for (String source : sources) {
      files.add(new Source(source));
    }
    JavaCompiler.CompilationTask task =
        compiler.getTask(
            null,
            null,
            collector,
            options(
                "-d",
                output.toString(),
                "-cp",
                System.getProperty("java.class.path") + File.pathSeparator + output,
                "-g",
                "-Xlint:all,-processing,-options",
                "-Werror",
                "-implicit:none"),
            null,
            files);
    task.setLocale(Locale.ENGLISH);
    task.setProcessors(List.of(new RouteProcessor()));
    task.call();
    diagnostics = collector.getDiagnostics();
    return this;
  }

  private List<String> options(String... usual) {
    return Stream.concat(Stream.of(usual), options.stream()).toList();
  }

  /** Every error and warning, as "Line: message", in the order of the lines. */
  List<String> messages() {
    return diagnostics.stream()
        .sorted((a, b) -> Long.compare(a.getLineNumber(), b.getLineNumber()))
        .map(d -> d.getLineNumber() + ": " + d.getMessage(Locale.ENGLISH))
        .toList();
  }

  /** The text of a generated class. */
  String generated(String className) {
    return read(output.resolve(className.replace('.', '/') + ".java"));
  }

  String resource(String path) {
    return read(output.resolve(path));
  }

  /** The URLs of the generated table, in its order. */
  List<String> urls() {
    return table("app.Routes").routes().stream().map(RouteDefinition::template).toList();
  }

  /** Loads and makes the generated table. */
  RouteTable table(String className) {
    try {
      URLClassLoader loader =
          new URLClassLoader(new URL[] {output.toUri().toURL()}, getClass().getClassLoader());
      return (RouteTable) loader.loadClass(className).getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException | IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Where classes and resources are. */
  Path output() {
    return output;
  }

  void delete(String className) throws IOException {
    Files.delete(output.resolve(className.replace('.', '/') + ".class"));
  }

  /** The source of a route that answers {@code GET}. */
  static String route(String packageName) {
    return route(packageName, "GET");
  }

  /** The source of a route that answers a verb. */
  static String route(String packageName, String verb) {
    return "package %s;\npublic final class Route { public static int %s() { return 1; } }"
        .formatted(packageName, verb);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String text) {
      super(URI.create("memory:///" + path(text)), Kind.SOURCE);
      this.text = text;
    }

    private static String path(String text) {
      Matcher inPackage = PACKAGE.matcher(text);
      String folder = inPackage.find() ? inPackage.group(1).replace('.', '/') + "/" : "";
      Matcher type = TYPE.matcher(text);
      return folder + (type.find() ? type.group(1) : "package-info") + ".java";
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return new String(text.getBytes(UTF_8), UTF_8);
    }
  }
}
