package dev.trestle.internal.cache;

import dev.trestle.CachedFunction;
import java.util.Optional;

/**
 * What data depends on.
 *
 * @param <A> the argument
 * @param <T> the value
 * @param function the very one
 * @param argument if it has one
 */
public record DataKey<A, T>(CachedFunction<A, T> function, Optional<A> argument)
    implements CacheKey<T> {
  private static final int OBJECT = 64;

  /** Without the argument, which is weighed with the value. */
  @Override
  public int weight() {
    return OBJECT;
  }

  /**
   * Refuses an argument that another one of the same content would not equal.
   *
   * @throws IllegalArgumentException if the function is given one
   */
  public void check() {
    argument
        .map(Object::getClass)
        .filter(DataKey::isIdentity)
        .ifPresent(type -> {
          throw new IllegalArgumentException(
              "An argument of type "
                  + type.getTypeName()
                  + " equals nothing but itself, so no value of the CachedFunction at "
                  + function
                  + " would be found again; pass a record, a text, or a List of those");
        });
  }

  private static boolean isIdentity(Class<?> type) {
    try {
      Class<?> declaring = type.getMethod("equals", Object.class).getDeclaringClass();
      return declaring == Object.class;
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(e); // Every class has one.
    }
  }
}
