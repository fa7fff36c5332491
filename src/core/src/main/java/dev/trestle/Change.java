package dev.trestle;

import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A component of a JSON body that may be left out, so that leaving it out and {@code null} are told
 * apart. For {@code PATCH}, where the first means "as it is" and the second "nothing from now on":
 *
 * <pre>{@code
 * record Changes(Change<String> email, Change<String> name) {}
 * }</pre>
 *
 * <p>Of the body <code>{"name": null}</code> the email is not given, and the name is given as null.
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
   * What was left out.
   *
   * @param <T> the type of the value
   * @return not given
   */
  @SuppressWarnings("unchecked")
  public static <T> Change<T> none() {
    return (Change<T>) NONE;
  }

  /**
   * A new value.
   *
   * @param <T> the type of the value
   * @param value may be null: that is what the client wrote
   * @return given
   */
  public static <T> Change<T> to(T value) {
    return new Change<>(true, value);
  }

  /**
   * Whether the client wrote a value, {@code null} included.
   *
   * @return false if it was left out
   */
  public boolean isGiven() {
    return given;
  }

  /**
   * Whether nothing speaks against it, for a {@link Check}.
   *
   * @param demand asked only if a value was given, which may be null
   * @return true if it was left out
   */
  public boolean meets(Predicate<? super T> demand) {
    return !given || demand.test(value);
  }

  /**
   * Uses the value if one was given: {@code changes.name().ifGiven(row::setName)}.
   *
   * @param use is given null where the client wrote {@code null}
   */
  public void ifGiven(Consumer<? super T> use) {
    if (given) {
      use.accept(value);
    }
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
    return given ? "to " + value : "none";
  }
}
