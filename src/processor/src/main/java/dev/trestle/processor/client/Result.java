package dev.trestle.processor.client;

import java.util.Optional;
import javax.lang.model.type.TypeMirror;

/**
 * One way to read an answer.
 *
 * @param kind how
 * @param type of the value, or of each element; empty where there is none
 * @param accept the media type to ask for; empty for JSON
 */
public record Result(Kind kind, Optional<TypeMirror> type, String accept) {
  /** How an answer is read. */
  public enum Kind {
    /** Not at all. */
    NONE,
    /** As JSON. */
    JSON,
    /** As a JSON array, at once. */
    LIST,
    /** As JSON, or nothing is there. */
    OPTIONAL,
    /** As an array or lines of JSON, while they come. */
    STREAM,
    /** As server-sent events. */
    EVENTS,
    /** As it comes. */
    RAW
  }

  /** A result without a type. */
  public static Result of(Kind kind) {
    return new Result(kind, Optional.empty(), "");
  }

  /** A result with a type. */
  public static Result of(Kind kind, TypeMirror type) {
    return new Result(kind, Optional.of(type), "");
  }

  /** The same, asked for by a media type. */
  public Result accepting(String mediaType) {
    return new Result(kind, type, mediaType);
  }

  /** Equal for two results that are read in the same way. */
  String shape() {
    return kind + " " + type.map(Object::toString).orElse("");
  }
}
