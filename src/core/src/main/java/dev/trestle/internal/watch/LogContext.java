package dev.trestle.internal.watch;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.slf4j.MDC;

/**
 * The request's id where each line of the log can have it: as {@code requestId} in SLF4J's MDC,
 * which belongs to the thread. A logger that has no MDC makes all of this nothing.
 */
public final class LogContext {
  private static final String REQUEST_ID = "requestId";

  private LogContext() {}

  /**
   * What this thread logs from here on belongs to a request.
   *
   * @return what it belonged to before, for {@link #end}
   */
  public static Optional<String> begin(String requestId) {
    Optional<String> before = Optional.ofNullable(MDC.get(REQUEST_ID));
    MDC.put(REQUEST_ID, requestId);
    return before;
  }

  /** Goes back to what was before. */
  public static void end(Optional<String> before) {
    if (before.isPresent()) {
      MDC.put(REQUEST_ID, before.get());
    } else {
      MDC.remove(REQUEST_ID);
    }
  }

  /** Does something that belongs to a request. */
  public static void run(String requestId, Runnable work) {
    Optional<String> before = begin(requestId);
    try {
      work.run();
    } finally {
      end(before);
    }
  }

  /**
   * The same for work that may fail.
   *
   * @throws Exception of the work
   */
  public static <T> T call(String requestId, Callable<T> work) throws Exception {
    Optional<String> before = begin(requestId);
    try {
      return work.call();
    } finally {
      end(before);
    }
  }

  /** Work for another thread, which logs with all that this one has. */
  public static <T> Callable<T> carried(Callable<T> work) {
    Map<String, String> context = MDC.getCopyOfContextMap();
    if (context == null || context.isEmpty()) {
      return work;
    }
    return () -> {
      Map<String, String> before = swap(context);
      try {
        return work.call();
      } finally {
        swap(before);
      }
    };
  }

  /** The same for work that gives nothing. */
  public static Runnable carried(Runnable work) {
    Map<String, String> context = MDC.getCopyOfContextMap();
    if (context == null || context.isEmpty()) {
      return work;
    }
    return () -> {
      Map<String, String> before = swap(context);
      try {
        work.run();
      } finally {
        swap(before);
      }
    };
  }

  private static Map<String, String> swap(Map<String, String> context) {
    Map<String, String> before = MDC.getCopyOfContextMap();
    MDC.setContextMap(context);
    return before == null ? Map.of() : before;
  }
}
