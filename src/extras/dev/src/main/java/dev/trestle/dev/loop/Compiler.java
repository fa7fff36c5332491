package dev.trestle.dev.loop;

import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import javax.annotation.processing.Processor;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/**
 * The JDK's own compiler, which stays warm and keeps the libraries open. What is compiled again by
 * itself is compiled by one that remembers what it has read. Used by one thread.
 *
 * <p>Annotation processors are those of this process's class path.
 */
final class Compiler implements AutoCloseable {
  private static final int MOST_PROBLEMS = 20;

  private final JavaCompiler javac;
  private final StandardJavaFileManager libraries;
  private final List<String> options;
  private Optional<WarmJavac> warm;

  /**
   * @param classPath of the libraries
   * @param options of javac besides
   */
  Compiler(List<Path> classPath, List<String> options) {
    this.javac = ToolProvider.getSystemJavaCompiler();
    this.libraries = javac.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8);
    // Names of parameters, and variables for the stack traces, as Maven's build has them.
    this.options = new ArrayList<>(List.of("-g", "-parameters", "-Xlint:none", "-nowarn"));
    this.options.addAll(options);
    try {
      libraries.setLocationFromPaths(StandardLocation.CLASS_PATH, classPath);
    } catch (IOException e) {
      throw new UncheckedIOException("The class path cannot be read", e);
    }
    forget();
  }

  /** Remembers nothing from now on of what is not of the libraries. */
  void forget() {
    warm = WarmJavac.open(libraries, options(false));
  }

  /**
   * What came of a compilation.
   *
   * @param signatures of the sources that were given
   */
  record Compiled(Classes classes, Map<URI, Signature> signatures) {}

  /**
   * Compiles.
   *
   * @param sources at least one
   * @param known compiled before, that these may use
   * @param process whether annotation processors run
   * @throws LoopException if there are errors
   */
  Compiled compile(Collection<SourceFile> sources, Classes known, boolean process)
      throws LoopException {
    DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
    MemoryFiles files = new MemoryFiles(libraries).begin(known);
    List<MemoryFile> units = units(sources);
    JavacTask task =
        (JavacTask) javac.getTask(null, files, diagnostics, options(process), null, units);
    if (process) {
      task.setProcessors(
          ServiceLoader.load(Processor.class, Compiler.class.getClassLoader()).stream()
              .map(ServiceLoader.Provider::get)
              .toList());
    }
    SeenSignatures signatures = new SeenSignatures();
    task.addTaskListener(signatures);
    if (!task.call()) {
      throw failure(diagnostics, units);
    }
    return new Compiled(files.compiled(), signatures.all());
  }

  /**
   * The same without processors, of sources whose types no other tells of in its signature, so that
   * nothing which is remembered can be about what they were before.
   *
   * @param known as it was before, but for what signatures do not tell
   */
  Compiled compileAgain(Collection<SourceFile> sources, Classes known) throws LoopException {
    Optional<Compiled> compiled = warm.flatMap(it -> it.compile(units(sources), known));
    if (compiled.isPresent()) {
      return compiled.get();
    }
    forget(); // Whether that was right, and what is wrong, the other one tells.
    return compile(sources, known, false);
  }

  private static List<MemoryFile> units(Collection<SourceFile> sources) {
    return sources.stream().map(MemoryFile::source).toList();
  }

  private List<String> options(boolean process) {
    return Stream.concat(options.stream(), Stream.of(process ? "-proc:full" : "-proc:none"))
        .toList();
  }

  private static LoopException failure(
      DiagnosticCollector<JavaFileObject> diagnostics, List<MemoryFile> units) {
    List<Problem> problems =
        diagnostics.getDiagnostics().stream()
            .filter(it -> it.getKind() == Diagnostic.Kind.ERROR)
            .limit(MOST_PROBLEMS)
            .map(Compiler::problem)
            .toList();
    return new LoopException(
        "The sources do not compile",
        problems.isEmpty()
            ? List.of(
                Problem.of("javac failed on %d sources without a word".formatted(units.size())))
            : problems,
        true);
  }

  private static Problem problem(Diagnostic<? extends JavaFileObject> error) {
    String message = error.getMessage(Locale.ROOT);
    JavaFileObject source = error.getSource();
    if (source == null || error.getLineNumber() == Diagnostic.NOPOS) {
      return Problem.of(message);
    }
    try {
      Path file =
          source.toUri().getScheme().equals("file")
              ? Path.of(source.toUri())
              : Path.of(source.getName());
      return Problem.at(
          message,
          file,
          source.getCharContent(true).toString(),
          (int) error.getLineNumber(),
          (int) Math.max(0, error.getColumnNumber()));
    } catch (IOException e) {
      return Problem.of(message);
    }
  }

  @Override
  public void close() {
    try {
      libraries.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
