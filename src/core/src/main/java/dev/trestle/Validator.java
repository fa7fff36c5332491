package dev.trestle;

import java.util.Map;

/**
 * Checks the constraints that are annotations on a record, those of Jakarta Validation: a record
 * that has any is checked before the function that takes it runs, from a body, a form or a query
 * string. What fails is answered with 400 and a message for each path, as by {@link Check}.
 *
 * <p>The module {@code trestle-validation} has one; any other engine fits behind these two methods.
 * Safe for many threads.
 */
public interface Validator {
  /**
   * Makes ready for a type, at the start of an application.
   *
   * @param type that will be checked
   * @throws IllegalArgumentException if it cannot be, saying what to write
   */
  void prepare(Class<?> type);

  /**
   * Checks a value.
   *
   * @param value of a type that was prepared
   * @return a message for each path that fails, {@code email} or {@code items[2].price}; empty if
   *     none does
   */
  Map<String, String> check(Object value);
}
