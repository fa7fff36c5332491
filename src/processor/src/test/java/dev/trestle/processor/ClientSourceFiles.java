package dev.trestle.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * The sources of a client as the processor wrote them, and their compilation without the server.
 */
final class ClientSourceFiles {
  static final String OPTION = "-Atrestle.client=shop.client";

  private final Path output;
  private final Path folder;

  ClientSourceFiles(Compilation compilation) {
    this.output = compilation.output();
    this.folder = output.resolve("META-INF/trestle/client");
  }

  /** Their texts, by their names. */
  Map<String, String> all() {
    Map<String, String> texts = new TreeMap<>();
    for (Path file : files()) {
      texts.put(file.getFileName().toString().replace(".java", ""), read(file));
    }
    return texts;
  }

  /** The text of one. */
  String of(String name) {
    return read(folder.resolve("shop/client/" + name + ".java"));
  }

  private List<Path> files() {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Compiles them with the client's runtime and Jackson only; every error and warning. */
  List<String> compiled(Path... callers) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> collector = new DiagnosticCollector<>();
    List<Path> sources = new ArrayList<>(files());
    assertThat(sources).isNotEmpty();
    sources.addAll(List.of(callers));
    Path classes = Files.createDirectories(output.resolve("client-classes"));
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(collector, null, null)) {
      compiler
          .getTask(
              null,
              manager,
              collector,
              List.of("-d", classes.toString(), "-cp", runtime(), "-Xlint:all,-options", "-Werror"),
              null,
              manager.getJavaFileObjectsFromPaths(sources))
          .call();
    }
    return collector.getDiagnostics().stream()
        .filter(d -> d.getKind() != Diagnostic.Kind.NOTE)
        .map(d -> d.getMessage(Locale.ENGLISH).lines().findFirst().orElse(""))
        .toList();
  }

  /** Nothing of the server. */
  private static String runtime() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry ->
            entry.contains("jackson")
                || entry.contains("extras/client")
                || entry.contains("trestle-client"))
        .collect(Collectors.joining(File.pathSeparator));
  }
}
