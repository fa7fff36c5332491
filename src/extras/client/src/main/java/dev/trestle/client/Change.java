package dev.trestle.client;

import java.util.Objects;
import java.util.Optional;

/**
 * A component of JSON that may be left out, so that leaving it out and {@code null} are told apart.
 * In the body of a {@code PATCH} the first means "as it is", the second "nothing from now on".
 * Immutable.
 *
 * @param <T> the type of the value
 */
public final class Change<T> {
  private static final Change<?> NONE = new Change<>(false, null);

  private final boolean given;
  private final T value;

  private Change(boolean given, T value) {
    this.given = given;
    this.value = value;
  }

  /**
   * What is left out.
   *
   * @param <T> the type of the value
   * @return not given
   */
  @SuppressWarnings("unchecked")
  public static <T> Change<T> none() {
    return (Change<T>) NONE;
  }

  /**
   * A value.
   *
   * @param value null is one too
   * @param <T> the type of the value
   * @return given
   */
  public static <T> Change<T> to(T value) {
    return new Change<>(true, value);
  }

  /**
   * Whether there is a value, {@code null} included.
   *
   * @return false if it is left out
   */
  public boolean isGiven() {
    return given;
  }

  /**
   * The value.
   *
   * @return empty if it is left out, or null
   */
  public Optional<T> value() {
    return Optional.ofNullable(value);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Change<?> change
        && given == change.given
        && Objects.equals(value, change.value);
  }

  @Override
  public int hashCode() {
    return Objects.hash(given, value);
  }

  @Override
  public String toString() {
    return given ? "Change[" + value + "]" : "Change.none";
  }
}
