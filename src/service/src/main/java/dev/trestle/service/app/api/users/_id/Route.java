package dev.trestle.service.app.api.users._id;

import static dev.trestle.HttpError.notFound;
import static dev.trestle.query.Crud.update;
import static dev.trestle.query.Mapping.mapping;
import static dev.trestle.query.Mapping.value;
import static dev.trestle.query.Queries.prepare;
import static dev.trestle.query.Relations.count;
import static dev.trestle.query.Statements.statement;
import static dev.trestle.service.db.Tables.USERS;
import static dev.trestle.service.model.Versioned.version;
import static org.jooq.impl.DSL.deleteFrom;
import static org.jooq.impl.DSL.select;

import dev.trestle.ETag;
import dev.trestle.HttpError;
import dev.trestle.Request;
import dev.trestle.Response;
import dev.trestle.query.Prepared1;
import dev.trestle.service.db.tables.records.UsersRecord;
import dev.trestle.service.model.Choice;
import dev.trestle.service.model.NewUser;
import dev.trestle.service.model.User;
import dev.trestle.service.model.Versioned;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
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

  private static final Prepared1<UUID, Versioned<User>> BY_ID =
      prepare(
              UUID.class,
              id ->
                  select(USERS.ID, USERS.EMAIL, USERS.NAME, USERS.CREATED_AT, version(USERS))
                      .from(USERS)
                      .where(USERS.ID.eq(id)))
          .as(
              mapping((id, email, name, createdAt, version) ->
                  new Versioned<>(new User(id, email, name, createdAt), version)));

  public static Response GET(DSLContext db, UUID id, Selected selected) {
    return selected
        .fields()
        .map(names ->
            db.select(FIELDS.of(names))
                .from(USERS)
                .where(USERS.ID.eq(id))
                .fetchOptionalMap()
                .map(Response::json))
        .orElseGet(() -> BY_ID.with(id).fetchOptional(db).map(Versioned::answer))
        .orElseThrow(Route::unknown);
  }

  /** What is left out stays. */
  public static Response PATCH(DSLContext db, Request request, UUID id, NewUser.Changes changes) {
    UsersRecord row = new UsersRecord();
    changes.email().ifGiven(row::setEmail);
    changes.name().ifGiven(row::setName);
    return store(db, request, id, row);
  }

  public static Response PUT(DSLContext db, Request request, UUID id, NewUser user) {
    return store(db, request, id, new UsersRecord().setEmail(user.email()).setName(user.name()));
  }

  public static Response DELETE(DSLContext db, Request request, UUID id) {
    return locked(
        db,
        request,
        id,
        tx -> {
          DELETE_BY_ID.with(id).execute(tx);
          return Response.noContent();
        });
  }

  private static final Prepared1<UUID, Void> DELETE_BY_ID =
      statement(UUID.class, id -> deleteFrom(USERS).where(USERS.ID.eq(id)));

  private static Response store(DSLContext db, Request request, UUID id, UsersRecord row) {
    return locked(
        db,
        request,
        id,
        tx -> {
          if (row.touched()) {
            update(tx, row, USERS.ID.eq(id));
          }
          return BY_ID.with(id).fetchSingle(tx).answer();
        });
  }

  private static final Prepared1<UUID, String> LOCK =
      prepare(
              UUID.class,
              id -> select(version(USERS)).from(USERS).where(USERS.ID.eq(id)).forUpdate())
          .as(value());

  /** Changes what is still what the client has seen, if it says so; nobody else does meanwhile. */
  private static Response locked(
      DSLContext db, Request request, UUID id, Function<DSLContext, Response> change) {
    return db.transactionResult(tx -> {
      String version = LOCK.with(id).fetchOptional(tx.dsl()).orElseThrow(Route::unknown);
      request.preconditions().check(ETag.of(version));
      return change.apply(tx.dsl());
    });
  }

  private static HttpError unknown() {
    return notFound("User not found");
  }
}
