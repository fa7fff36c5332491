package dev.trestle.internal.error;

import dev.trestle.Failure;
import dev.trestle.internal.watch.LogText;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The request that something happened to.
 *
 * @param requestId in the answer too
 * @param method as sent
 * @param path as sent, with the query string
 * @param route its template; empty outside our routes
 * @param headers as sent
 */
public record Occasion(
    String requestId,
    String method,
    String path,
    Optional<String> route,
    Map<String, List<String>> headers) {
  private static final int LONGEST_IN_LOG = 1000;

  Failure of(Throwable cause) {
    return new Failure(cause, requestId, method, path, route, headers);
  }

  /**
   * Names the request in the log, on one line whatever was sent, and without its query, which may
   * hold what is secret.
   */
  @Override
  public String toString() {
    String request = method + " " + path.split("\\?", 2)[0];
    return LogText.line(request, LONGEST_IN_LOG) + " [" + requestId + "]";
  }
}
