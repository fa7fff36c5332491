package dev.trestle.dev.loop;

import com.sun.source.util.JavacTask;
import java.io.Writer;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import javax.tools.DiagnosticListener;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;

/**
 * A compiler that remembers between its compilations what it has read of the libraries, which is
 * most of what a small one takes: the classes of jOOQ are large. All of that must still be so.
 *
 * <p>It is JShell's, which the JDK keeps to itself: it is there only if the command that started
 * this process has {@code --add-exports jdk.compiler/com.sun.tools.javac.api=ALL-UNNAMED}.
 */
final class WarmJavac {
  private static final String PACKAGE = "com.sun.tools.javac.api.";

  private final MemoryFiles files;
  private final List<String> options;
  private final Object pool;
  private final Class<?> worker;
  private final Method getTask;

  private WarmJavac(JavaFileManager libraries, List<String> options)
      throws ReflectiveOperationException {
    this.files = new MemoryFiles(libraries); // Which it remembers too.
    this.options = options;
    Class<?> type = Class.forName(PACKAGE + "JavacTaskPool");
    this.pool = type.getConstructor(int.class).newInstance(1);
    this.worker = Class.forName(PACKAGE + "JavacTaskPool$Worker");
    this.getTask =
        type.getMethod(
            "getTask",
            Writer.class,
            JavaFileManager.class,
            DiagnosticListener.class,
            Iterable.class,
            Iterable.class,
            Iterable.class,
            worker);
  }

  /**
   * One that has read nothing yet; empty if the JDK does not give it out.
   *
   * @param options without annotation processors
   */
  static Optional<WarmJavac> open(JavaFileManager libraries, List<String> options) {
    try {
      return Optional.of(new WarmJavac(libraries, options));
    } catch (ReflectiveOperationException e) {
      return Optional.empty();
    }
  }

  /**
   * Compiles.
   *
   * @param known compiled before, that these may use
   * @return empty if that failed, for whatever reason; then this is not to be used any more
   */
  Optional<Compiler.Compiled> compile(List<MemoryFile> units, Classes known) {
    SeenSignatures signatures = new SeenSignatures();
    Object work =
        Proxy.newProxyInstance(
            worker.getClassLoader(),
            new Class<?>[] {worker},
            (proxy, method, arguments) -> call((JavacTask) arguments[0], signatures));
    DiagnosticListener<JavaFileObject> nobody = diagnostic -> {};
    try {
      Object done =
          getTask.invoke(pool, null, files.begin(known), nobody, options, null, units, work);
      return Boolean.TRUE.equals(done)
          ? Optional.of(new Compiler.Compiled(files.compiled(), signatures.all()))
          : Optional.empty();
    } catch (ReflectiveOperationException e) {
      return Optional.empty();
    }
  }

  private static boolean call(JavacTask task, SeenSignatures signatures) {
    task.addTaskListener(signatures);
    return task.call();
  }
}
