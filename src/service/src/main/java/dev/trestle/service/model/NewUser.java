package dev.trestle.service.model;

import dev.trestle.Change;
import dev.trestle.Check;
import dev.trestle.service.db.tables.records.UsersRecord;
import org.jspecify.annotations.Nullable;

/**
 * A user to be stored, as a body says it.
 *
 * @param email must look like one, e.g. {@code ada@example.org}
 * @param name must not be blank, e.g. {@code Ada}
 */
public record NewUser(String email, String name) {
  /** Refuses what cannot be stored. */
  public NewUser {
    Check.that(isEmail(email), "email", "must be an e-mail address")
        .and(name != null && isName(name), "name", "must not be blank")
        .orThrow();
  }

  /**
   * The row to be stored.
   *
   * @return with what a client says of a user
   */
  public UsersRecord toRecord() {
    return new UsersRecord().setEmail(email).setName(name);
  }

  /**
   * Some of a user to be stored.
   *
   * @param email unless left out, must look like one
   * @param name unless left out, null or not blank
   */
  public record Changes(Change<String> email, Change<@Nullable String> name) {
    /** Refuses what cannot be stored. */
    public Changes {
      Check.that(email.meets(NewUser::isEmail), "email", "must be an e-mail address")
          .and(name.meets(NewUser::isName), "name", "must not be blank")
          .orThrow();
    }
  }

  /**
   * Whether it looks like an address.
   *
   * @param text may be null
   * @return false for null
   */
  public static boolean isEmail(String text) {
    return text != null && text.matches("[^@\\s]+@[^@\\s]+");
  }

  /**
   * Whether it can be a name.
   *
   * @param text may be null: the user has not told it
   * @return false for what is blank
   */
  public static boolean isName(String text) {
    return text == null || !text.isBlank();
  }
}
