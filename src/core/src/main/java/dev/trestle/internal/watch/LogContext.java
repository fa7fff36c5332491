package dev.trestle.internal.watch;

import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.MDC;

/**
 * The request's id where each line of the log can have it: as {@code requestId} in SLF4J's MDC,
 * which belongs to the thread. A logger that has no MDC makes all of this nothing.
 */
public final class LogContext {
  private static final String REQUEST_ID = "requestId";

  private LogContext() {}

  /** What this thread logs belongs to something, until this is closed on it. */
  @FunctionalInterface
  public interface Scope extends AutoCloseable {
    /** Goes back to what was before. */
    @Override
    void close();
  }

  /** What this thread logs from here on belongs to a request. */
  public static Scope enter(String requestId) {
    String before = MDC.get(REQUEST_ID);
    MDC.put(REQUEST_ID, requestId);
    return before == null ? () -> MDC.remove(REQUEST_ID) : () -> MDC.put(REQUEST_ID, before);
  }

  /**
   * All that this thread logs with, for another one.
   *
   * @return has the thread that asks it log with that
   */
  public static Supplier<Scope> carried() {
    Map<String, String> context = MDC.getCopyOfContextMap();
    if (context == null || context.isEmpty()) {
      return () -> () -> {};
    }
    return () -> {
      Map<String, String> before = swap(context);
      return () -> swap(before);
    };
  }

  private static Map<String, String> swap(Map<String, String> context) {
    Map<String, String> before = MDC.getCopyOfContextMap();
    MDC.setContextMap(context);
    return before == null ? Map.of() : before;
  }
}
