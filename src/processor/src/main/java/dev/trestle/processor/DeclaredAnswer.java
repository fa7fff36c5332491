package dev.trestle.processor;

import java.util.List;
import javax.lang.model.type.TypeMirror;

/**
 * One {@code @Answer}.
 *
 * @param status of the answer
 * @param bodies what its body may be; none if that is not said
 * @param type the media type; empty if that is not said
 * @param headers that it may have; none if that is not said
 * @param description for people; empty if that is not said
 */
record DeclaredAnswer(
    int status,
    List<TypeMirror> bodies,
    String type,
    List<DeclaredHeader> headers,
    String description) {
  private static final List<Integer> EMPTY = List.of(204, 205, 304);

  /** Whether something is said of a body. */
  boolean tellsOfBody() {
    return !bodies.isEmpty() || !type.isEmpty();
  }

  /** Whether HTTP gives an answer of this status no body. */
  boolean isEmpty() {
    return EMPTY.contains(status);
  }

  /** Whether a client has got what it asked for. */
  boolean isSuccess() {
    return status < 300;
  }
}
