package dev.trestle.service.app.api.users._id;

import static dev.trestle.HttpError.notFound;
import static dev.trestle.query.Crud.update;
import static dev.trestle.query.Mapping.mapping;
import static dev.trestle.query.Queries.prepare;
import static dev.trestle.query.Relations.count;
import static dev.trestle.query.Statements.statement;
import static dev.trestle.service.db.Tables.USERS;
import static org.jooq.impl.DSL.deleteFrom;
import static org.jooq.impl.DSL.select;

import dev.trestle.HttpError;
import dev.trestle.Response;
import dev.trestle.query.Prepared1;
import dev.trestle.service.db.tables.records.UsersRecord;
import dev.trestle.service.model.Choice;
import dev.trestle.service.model.NewUser;
import dev.trestle.service.model.User;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;

/** {@code /api/users/{id}} */
public final class Route {
  private Route() {}

  /** The whole user unless fields are named. */
  record Selected(Optional<String> fields) {}

  private static final Choice FIELDS =
      Choice.of(
          USERS.ID,
          USERS.EMAIL,
          USERS.NAME,
          USERS.CREATED_AT.as("createdAt"),
          count(USERS.posts()).as("postCount"));

  private static final Prepared1<UUID, User> BY_ID =
      prepare(
              UUID.class,
              id ->
                  select(USERS.ID, USERS.EMAIL, USERS.NAME, USERS.CREATED_AT)
                      .from(USERS)
                      .where(USERS.ID.eq(id)))
          .as(mapping(User::new));

  public static Response GET(DSLContext db, UUID id, Selected selected) {
    Optional<?> found =
        selected.fields().isPresent()
            ? db.select(FIELDS.of(selected.fields().get()))
                .from(USERS)
                .where(USERS.ID.eq(id))
                .fetchOptionalMap()
            : BY_ID.with(id).fetchOptional(db);
    return Response.json(found.orElseThrow(Route::unknown));
  }

  /** What is left out stays. */
  public static User PATCH(DSLContext db, UUID id, NewUser.Changes changes) {
    UsersRecord row = new UsersRecord();
    changes.email().ifGiven(row::setEmail);
    changes.name().ifGiven(row::setName);
    return row.touched()
        ? store(db, id, row)
        : BY_ID.with(id).fetchOptional(db).orElseThrow(Route::unknown);
  }

  public static User PUT(DSLContext db, UUID id, NewUser user) {
    return store(db, id, new UsersRecord().setEmail(user.email()).setName(user.name()));
  }

  private static User store(DSLContext db, UUID id, UsersRecord row) {
    return update(db, row, USERS.ID.eq(id)).stream()
        .findFirst()
        .map(User::of)
        .orElseThrow(Route::unknown);
  }

  private static final Prepared1<UUID, Void> DELETE_BY_ID =
      statement(UUID.class, id -> deleteFrom(USERS).where(USERS.ID.eq(id)));

  public static void DELETE(DSLContext db, UUID id) {
    if (DELETE_BY_ID.with(id).execute(db) == 0) {
      throw unknown();
    }
  }

  private static HttpError unknown() {
    return notFound("User not found");
  }
}
