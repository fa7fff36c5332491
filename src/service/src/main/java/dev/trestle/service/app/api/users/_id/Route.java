package dev.trestle.service.app.api.users._id;

import static dev.trestle.query.Mapping.mapping;
import static dev.trestle.query.Queries.prepare;
import static dev.trestle.service.db.Tables.USERS;
import static org.jooq.impl.DSL.select;

import dev.trestle.query.Prepared1;
import dev.trestle.service.model.User;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;

/** {@code /api/users/{id}} */
public final class Route {
  private static final Prepared1<UUID, User> BY_ID =
      prepare(
              UUID.class,
              id ->
                  select(USERS.ID, USERS.EMAIL, USERS.NAME, USERS.CREATED_AT)
                      .from(USERS)
                      .where(USERS.ID.eq(id)))
          .as(mapping(User::new));

  private Route() {}

  public static Optional<User> GET(DSLContext db, UUID id) {
    return BY_ID.with(id).fetchOptional(db);
  }
}
