package dev.trestle.service.model;

import dev.trestle.Change;
import dev.trestle.service.db.tables.records.UsersRecord;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A user as everybody may see one.
 *
 * @param id given by the database
 * @param email unique
 * @param name may be null
 * @param createdAt in UTC
 */
public record User(UUID id, String email, @Nullable String name, OffsetDateTime createdAt) {
  /**
   * A stored user.
   *
   * @param row with these columns
   * @return the user
   */
  public static User of(UsersRecord row) {
    return new User(row.getId(), row.getEmail(), row.getName(), row.getCreatedAt());
  }

  /**
   * Some of a user: the fields that a client has asked for.
   *
   * @param id if it was asked for, as all of them
   * @param email unique
   * @param name may be null
   * @param createdAt in UTC
   * @param postCount how many posts the user wrote
   */
  public record Fields(
      Change<UUID> id,
      Change<String> email,
      Change<@Nullable String> name,
      Change<OffsetDateTime> createdAt,
      Change<Long> postCount) {}
}
