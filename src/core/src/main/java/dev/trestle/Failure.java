package dev.trestle;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A request that failed for a reason that nobody expected; see {@link TrestleBuilder#onFailure}.
 *
 * @param cause what was thrown
 * @param requestId in the log and in the answer too
 * @param method as the client sent it
 * @param path as the client sent it, with the query string
 * @param route the URL with its variables, {@code /api/users/{id}}; empty outside our routes
 * @param headers of the request, without regard to case; without {@code Authorization}, {@code
 *     Proxy-Authorization} and {@code Cookie}; empty where a task after the answer failed
 */
public record Failure(
    Throwable cause,
    String requestId,
    String method,
    String path,
    Optional<String> route,
    Map<String, List<String>> headers) {
  private static final List<String> SECRET =
      List.of("Authorization", "Proxy-Authorization", "Cookie");

  /**
   * Leaves out the headers that identify somebody.
   *
   * @param cause as above
   * @param requestId as above
   * @param method as above
   * @param path as above
   * @param route as above
   * @param headers as above
   */
  public Failure {
    Map<String, List<String>> told = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    told.putAll(headers);
    SECRET.forEach(told::remove);
    headers = Collections.unmodifiableMap(told);
  }
}
