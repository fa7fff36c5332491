package dev.trestle.service.model;

import dev.trestle.ETag;
import dev.trestle.Response;

/**
 * What is stored, and which state of it that is.
 *
 * @param <T> what is stored
 * @param value as clients see it
 * @param version counted from 1
 */
public record Versioned<T>(T value, int version) {
  /**
   * The answer to who asks for it.
   *
   * @return 200 with the version as {@code ETag}
   */
  public Response answer() {
    return Response.json(value).withETag(ETag.of(version));
  }
}
