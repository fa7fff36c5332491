package dev.trestle.service.app.api.users._id;

import static dev.trestle.service.db.Tables.USERS;
import static org.jooq.Records.mapping;

import dev.trestle.service.model.User;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;

/** {@code /api/users/{id}} */
public final class Route {
  private Route() {}

  public static Optional<User> GET(DSLContext db, UUID id) {
    return db.select(USERS.ID, USERS.EMAIL, USERS.NAME, USERS.CREATED_AT)
        .from(USERS)
        .where(USERS.ID.eq(id))
        .fetchOptional(mapping(User::new));
  }
}
