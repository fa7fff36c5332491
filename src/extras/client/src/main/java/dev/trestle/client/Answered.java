package dev.trestle.client;

import java.net.http.HttpHeaders;
import java.util.Optional;

/**
 * What a call gave, with the head of the answer.
 *
 * @param value what the call gave
 * @param status of the answer
 * @param headers of the answer
 * @param <T> what the call gives
 */
public record Answered<T>(T value, int status, HttpHeaders headers) {
  /**
   * The version of what was answered, for {@code If-Match} and {@code If-None-Match}.
   *
   * @return the header {@code ETag}, with its quotes
   */
  public Optional<String> etag() {
    return header("ETag");
  }

  /**
   * A header.
   *
   * @param name in any case
   * @return the first of that name
   */
  public Optional<String> header(String name) {
    return headers.firstValue(name);
  }
}
