package dev.trestle.dev.loop;

import com.sun.source.util.JavacTask;
import com.sun.source.util.TaskEvent;
import com.sun.source.util.TaskListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import javax.annotation.processing.Processor;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/**
 * The JDK's own compiler, which stays warm and keeps the libraries open. Used by one thread.
 *
 * <p>Annotation processors are those of this process's class path.
 */
final class Compiler implements AutoCloseable {
  private static final int MOST_PROBLEMS = 20;

  private final JavaCompiler javac;
  private final StandardJavaFileManager libraries;
  private final List<String> options;

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
    MemoryFiles files = new MemoryFiles(libraries, known);
    List<String> all = new ArrayList<>(options);
    all.add(process ? "-proc:full" : "-proc:none");
    List<MemoryFile> units = sources.stream().map(MemoryFile::source).toList();
    JavacTask task = (JavacTask) javac.getTask(null, files, diagnostics, all, null, units);
    if (process) {
      task.setProcessors(
          ServiceLoader.load(Processor.class, Compiler.class.getClassLoader()).stream()
              .map(ServiceLoader.Provider::get)
              .toList());
    }
    Map<URI, Signature> signatures = new HashMap<>();
    task.addTaskListener(signatures(signatures));
    if (!task.call()) {
      throw failure(diagnostics, units);
    }
    return new Compiled(files.compiled(), signatures);
  }

  private static TaskListener signatures(Map<URI, Signature> signatures) {
    return new TaskListener() {
      @Override
      public void finished(TaskEvent event) {
        if (event.getKind() == TaskEvent.Kind.ANALYZE && event.getTypeElement() != null) {
          signatures.merge(
              event.getSourceFile().toUri(), Signature.of(event.getTypeElement()), Signature::and);
        }
      }
    };
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
