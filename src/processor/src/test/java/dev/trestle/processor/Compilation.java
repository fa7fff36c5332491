package dev.trestle.processor;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trestle.spi.RouteTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles sources given as text with the processor, as strictly as users may. */
final class Compilation {
  private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([\\w.]+);");
  private static final Pattern TYPE =
      Pattern.compile("(?m)^(?:public |final |abstract )*(?:class|@?interface|record|enum) (\\w+)");

  private final Path output;
  private List<Diagnostic<? extends JavaFileObject>> diagnostics = List.of();

  Compilation(Path output) {
    this.output = output;
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
            List.of(
                "-d",
                output.toString(),
                "-cp",
                System.getProperty("java.class.path") + java.io.File.pathSeparator + output,
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

  void delete(String className) throws IOException {
    Files.delete(output.resolve(className.replace('.', '/') + ".class"));
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
