package dev.trestle.internal.error;

import dev.trestle.HttpError;
import dev.trestle.ThrownResponse;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jooq.exception.DataAccessException;

/** What the application makes of its exceptions, by their class or the next one above it. */
public final class ErrorMap {
  private final Map<Class<?>, Function<Throwable, HttpError>> mappings;

  private ErrorMap(Map<Class<?>, Function<Throwable, HttpError>> mappings) {
    this.mappings = Map.copyOf(mappings);
  }

  /** Nothing is mapped. */
  public static ErrorMap empty() {
    return new ErrorMap(Map.of());
  }

  /**
   * One mapping more.
   *
   * @throws IllegalArgumentException if the class is mapped already, or is never a failure
   */
  public <E extends Throwable> ErrorMap with(
      Class<E> type, Function<? super E, ? extends HttpError> mapping) {
    if (type == ThrownResponse.class) {
      throw new IllegalArgumentException("A ThrownResponse is the answer; it cannot be mapped");
    }
    Map<Class<?>, Function<Throwable, HttpError>> more = new HashMap<>(mappings);
    if (more.put(type, failure -> mapping.apply(type.cast(failure))) != null) {
      throw new IllegalArgumentException("errors(" + type.getName() + ") is given twice");
    }
    return new ErrorMap(more);
  }

  /**
   * A mapping.
   *
   * @param type the class that it was given for
   * @param function what it does
   */
  record Mapping(Class<?> type, Function<Throwable, HttpError> function) {
    /** Whether it is about the database, and so goes before what we make of that. */
    boolean isOfDatabase() {
      return DataAccessException.class.isAssignableFrom(type)
          || SQLException.class.isAssignableFrom(type);
    }
  }

  /** The mapping of the class itself, else of the next one above; an answer's only by itself. */
  Optional<Mapping> find(Throwable failure) {
    if (mappings.isEmpty()) {
      return Optional.empty();
    }
    Class<?> last = failure instanceof HttpError ? HttpError.class : Throwable.class;
    for (Class<?> type = failure.getClass(); last.isAssignableFrom(type); ) {
      if (mappings.containsKey(type)) {
        return Optional.of(new Mapping(type, mappings.get(type)));
      }
      type = type.getSuperclass();
    }
    return Optional.empty();
  }
}
