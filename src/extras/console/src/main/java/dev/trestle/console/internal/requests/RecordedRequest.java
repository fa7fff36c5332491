package dev.trestle.console.internal.requests;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A request as it is at a moment; it may go on.
 *
 * @param number of the request, from 1
 * @param began when its head had been read
 * @param method as the client sent it
 * @param target path and query string, cut if they are enormous
 * @param route that answers, if one does
 * @param id that the client has as {@code X-Request-Id}; known once it has run a statement
 * @param status once it is over
 * @param duration once it is over; before, that of nothing
 * @param statements in the order of their ends, of very many the first
 * @param count of all its statements
 * @param sqlDuration what all of them took, added up
 * @param repeats statements that ran too often, and how often
 */
public record RecordedRequest(
    long number,
    Instant began,
    String method,
    String target,
    Optional<String> route,
    Optional<String> id,
    OptionalInt status,
    Duration duration,
    List<RecordedStatement> statements,
    long count,
    Duration sqlDuration,
    Map<String, Integer> repeats) {
  /** Copies the list and the map. */
  public RecordedRequest {
    statements = List.copyOf(statements);
    repeats = Map.copyOf(repeats);
  }

  /** Whether a developer should look at it. */
  public boolean isWarning() {
    return !repeats.isEmpty()
        || status.orElse(0) >= 500
        || statements.stream().anyMatch(it -> it.failure().isPresent());
  }
}
