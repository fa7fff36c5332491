package dev.trestle.dev.loop;

import dev.trestle.StartException;
import dev.trestle.Trestle;
import dev.trestle.TrestleBuilder;
import dev.trestle.console.Console;
import dev.trestle.internal.db.KeptPool;
import dev.trestle.internal.javalin.Hosted;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Starts a service out of what was compiled.
 *
 * @param name of its class
 * @param variables of the environment
 * @param console that is put beside it, in development
 * @param starting how what was put together is started
 */
record App(
    String name,
    Map<String, String> variables,
    Optional<Console> console,
    Function<TrestleBuilder, Trestle> starting) {
  private static final String METHOD = "service";

  /**
   * Starts it.
   *
   * @throws LoopException if its class is not as it must be, or it does not start
   */
  Running start(LoadedClasses classes, KeptPool pool) throws LoopException {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(classes);
    try {
      Hosted hosted = new Hosted();
      TrestleBuilder service =
          builder(classes).connections(it -> it.keepPool(pool)).carrier(hosted);
      console.ifPresent(it -> it.beside(service.development(true)));
      Trestle started = starting.apply(service);
      console.ifPresent(it -> it.show(started));
      return new Running(started, hosted);
    } catch (RuntimeException | LinkageError e) {
      throw failure(e, classes);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private TrestleBuilder builder(LoadedClasses classes) throws LoopException {
    try {
      Method method = classes.loadClass(name).getMethod(METHOD, Map.class);
      if (Modifier.isStatic(method.getModifiers())
          && method.invoke(null, variables) instanceof TrestleBuilder builder) {
        return builder;
      }
      throw misshapen();
    } catch (ClassNotFoundException | NoSuchMethodException | IllegalAccessException e) {
      throw misshapen();
    } catch (InvocationTargetException e) {
      throw failure(e.getCause(), classes);
    }
  }

  private LoopException misshapen() {
    return new LoopException(
        "There is nothing to start",
        List.of(
            Problem.of(
                "%s must be a public class with public static TrestleBuilder %s(Map<String, String>)"
                        .formatted(name, METHOD)
                    + "; write it, or name another class with --app.")),
        true);
  }

  private static LoopException failure(Throwable failure, LoadedClasses classes) {
    Throwable cause = failure;
    while (cause instanceof ExceptionInInitializerError && cause.getCause() != null) {
      cause = cause.getCause();
    }
    String message = cause instanceof StartException ? cause.getMessage() : String.valueOf(cause);
    return new LoopException(
        "The service does not start",
        List.of(place(message, cause, classes).orElse(Problem.of(message))),
        false);
  }

  /** The innermost line of the service's own. */
  private static Optional<Problem> place(String message, Throwable cause, LoadedClasses classes) {
    for (StackTraceElement element : cause.getStackTrace()) {
      Optional<Path> source = classes.source(element.getClassName());
      if (source.isPresent() && element.getLineNumber() > 0) {
        try {
          String text = Files.readString(source.get());
          return Optional.of(Problem.at(message, source.get(), text, element.getLineNumber(), 0));
        } catch (IOException e) {
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
  }
}
