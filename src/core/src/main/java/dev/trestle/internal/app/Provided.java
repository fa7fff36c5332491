package dev.trestle.internal.app;

import dev.trestle.StartException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What an application was given for its functions, by type. Immutable. */
public final class Provided {
  private final Map<Class<?>, Object> values;

  /**
   * Checks that all is there, and nothing else.
   *
   * @param values each of its type
   * @param wanted by the routes
   * @throws StartException naming what is missing or too much, and what to write
   */
  public Provided(Map<Class<?>, Object> values, List<Class<?>> wanted) {
    this.values = Map.copyOf(values);
    wanted.stream()
        .filter(type -> !values.containsKey(type))
        .findFirst()
        .ifPresent(type -> {
          throw new StartException(
              "The application needs a "
                  + type.getName()
                  + ", which its @AppRoot lists: write .provide("
                  + type.getSimpleName()
                  + ".class, …) before the start.");
        });
    values.keySet().stream()
        .filter(type -> !wanted.contains(type))
        .findFirst()
        .ifPresent(type -> {
          throw new StartException(
              "Nothing takes a "
                  + type.getName()
                  + ": write it into @AppRoot(provides = {"
                  + Stream.concat(wanted.stream(), Stream.of(type))
                      .map(t -> t.getSimpleName() + ".class")
                      .reduce((a, b) -> a + ", " + b)
                      .orElseThrow()
                  + "}), or take .provide("
                  + type.getSimpleName()
                  + ".class, …) away.");
        });
  }

  /** The value of a type that was wanted. */
  public <T> T get(Class<T> type) {
    return type.cast(values.get(type));
  }
}
