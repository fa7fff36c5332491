package dev.trestle.guide.app.users._id;

import static dev.trestle.HttpError.notFound;
import static dev.trestle.query.Crud.delete;
import static dev.trestle.query.Mapping.mapping;
import static dev.trestle.query.Queries.prepare;
import static dev.trestle.service.db.Tables.USERS;
import static org.jooq.impl.DSL.select;

import dev.trestle.query.Prepared1;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;

/** {@code /users/{id}} */
public final class Route {
  private Route() {}

  record User(UUID id, String email, String name) {}

  private static final Prepared1<UUID, User> BY_ID =
      prepare(
              UUID.class,
              id -> select(USERS.ID, USERS.EMAIL, USERS.NAME).from(USERS).where(USERS.ID.eq(id)))
          .as(mapping(User::new));

  public static Optional<User> GET(DSLContext db, UUID id) {
    return BY_ID.with(id).fetchOptional(db);
  }

  public static void DELETE(DSLContext db, UUID id) {
    if (delete(db, USERS, USERS.ID.eq(id)).isEmpty()) {
      throw notFound("User not found");
    }
  }
}
