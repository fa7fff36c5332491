package dev.trestle.internal.json;

import dev.trestle.HttpError;
import java.time.temporal.TemporalAccessor;
import java.util.Collection;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.ValueInstantiationException;

/**
 * Says to a client what is wrong with its JSON: the field and what it must be, never Java's names.
 */
final class JsonErrors {
  private JsonErrors() {}

  static HttpError explain(JacksonException e) {
    if (e instanceof ValueInstantiationException) {
      // Thrown by the record's own constructor: its words are meant for the client.
      for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
        if (cause instanceof HttpError error) {
          return error;
        }
        if (cause instanceof IllegalArgumentException && cause.getMessage() != null) {
          return HttpError.badRequest(cause.getMessage());
        }
      }
    }
    if (e instanceof StreamReadException && !(e instanceof InputCoercionException)) {
      TokenStreamLocation at = e.getLocation();
      return HttpError.badRequest(
          "Malformed JSON at line " + at.getLineNr() + ", column " + at.getColumnNr());
    }
    Class<?> target =
        switch (e) {
          case MismatchedInputException mismatch -> mismatch.getTargetType();
          case InputCoercionException coercion -> coercion.getTargetType();
          default -> Object.class;
        };
    String path = path(e);
    String expected = "must be " + article(shape(target == null ? Object.class : target));
    return path.isEmpty()
        ? HttpError.badRequest("The body " + expected)
        : HttpError.badRequest("Invalid " + path + ": " + expected).withField(path, expected);
  }

  /** What JSON a Java type is written as. */
  static String shape(Class<?> type) {
    if (type == boolean.class || type == Boolean.class) {
      return "boolean";
    }
    if (Stream.of(long.class, int.class, short.class, byte.class).anyMatch(type::equals)
        || Stream.of(Long.class, Integer.class, Short.class, Byte.class).anyMatch(type::equals)
        || type == java.math.BigInteger.class) {
      return "integer";
    }
    if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
      return "number";
    }
    if (type == UUID.class) {
      return "UUID";
    }
    if (TemporalAccessor.class.isAssignableFrom(type)) {
      return "date or time in ISO 8601";
    }
    if (type.isEnum()) {
      return "one of "
          + Stream.of(type.getEnumConstants())
              .map(String::valueOf)
              .collect(Collectors.joining(", "));
    }
    if (CharSequence.class.isAssignableFrom(type)) {
      return "string";
    }
    return type.isArray() || Collection.class.isAssignableFrom(type) ? "array" : "object";
  }

  private static String article(String shape) {
    if (shape.startsWith("one of")) {
      return shape;
    }
    return ("aeio".indexOf(shape.charAt(0)) >= 0 ? "an " : "a ") + shape;
  }

  private static String path(JacksonException e) {
    StringBuilder path = new StringBuilder();
    for (JacksonException.Reference step : e.getPath()) {
      if (step.getPropertyName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
      }
    }
    return path.toString();
  }
}
