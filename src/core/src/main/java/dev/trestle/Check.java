package dev.trestle;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a record demands of its components, said in its compact constructor; all that fails is
 * reported at once, as 400 with a message for each field.
 *
 * <pre>{@code
 * record NewUser(String email, String name) {
 *   NewUser {
 *     Check.that(email != null && email.contains("@"), "email", "must be an e-mail address")
 *         .and(name != null && !name.isBlank(), "name", "must not be blank")
 *         .orThrow();
 *   }
 * }
 * }</pre>
 *
 * <p>It is code, so the API's description cannot tell what it demands, but for what {@code @param}
 * says of a component; a length, a range or a pattern that clients are to know is a constraint of
 * Jakarta Validation instead, {@code @Size(max = 40) String name}, which is described and checked
 * where there is a {@link Validator}.
 */
public final class Check {
  private final Map<String, String> failed = new LinkedHashMap<>();

  private Check() {}

  /**
   * Begins with one demand.
   *
   * @param holds whether it is met
   * @param field the component it is about
   * @param message what it must be, for the client
   * @return to be continued with {@link #and} and ended with {@link #orThrow}
   */
  public static Check that(boolean holds, String field, String message) {
    return new Check().and(holds, field, message);
  }

  /**
   * Adds a demand; of several about one field the first that fails is reported.
   *
   * @param holds whether it is met
   * @param field the component it is about
   * @param message what it must be, for the client
   * @return this
   */
  public Check and(boolean holds, String field, String message) {
    if (!holds) {
      failed.putIfAbsent(field, message);
    }
    return this;
  }

  /**
   * Ends the demands.
   *
   * @throws HttpError 400 with every field that failed
   */
  public void orThrow() {
    if (failed.isEmpty()) {
      return;
    }
    Map.Entry<String, String> first = failed.entrySet().iterator().next();
    HttpError error = HttpError.badRequest("Invalid " + first.getKey() + ": " + first.getValue());
    for (Map.Entry<String, String> field : failed.entrySet()) {
      error = error.withField(field.getKey(), field.getValue());
    }
    throw error;
  }
}
