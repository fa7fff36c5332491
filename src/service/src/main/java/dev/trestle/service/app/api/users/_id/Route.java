package dev.trestle.service.app.api.users._id;

import static dev.trestle.query.Mapping.mapping;
import static dev.trestle.query.Relations.count;
import static dev.trestle.query.Relations.one;
import static dev.trestle.service.db.Tables.USERS;
import static org.jooq.impl.DSL.row;

import dev.trestle.Answer;
import dev.trestle.Request;
import dev.trestle.Response;
import dev.trestle.policy.Transactional;
import dev.trestle.service.db.tables.records.UsersRecord;
import dev.trestle.service.model.Choice;
import dev.trestle.service.model.NewUser;
import dev.trestle.service.model.User;
import dev.trestle.service.model.VersionedRows;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;

/** {@code /api/users/{id}} */
public final class Route {
  private static final VersionedRows<UsersRecord, User> ROWS =
      VersionedRows.of(
          USERS.ID,
          one(row(USERS.ID, USERS.EMAIL, USERS.NAME, USERS.CREATED_AT), mapping(User::new)),
          Choice.of(
              USERS.ID,
              USERS.EMAIL,
              USERS.NAME,
              USERS.CREATED_AT.as("createdAt"),
              count(USERS.posts()).as("postCount")),
          "User not found");

  private Route() {}

  /**
   * Which of its fields.
   *
   * @param fields with commas between them, e.g. {@code name,postCount}; all unless some are named
   */
  record Selected(Optional<String> fields) {}

  /** The user, or those fields that are asked for. */
  @Answer(body = {User.class, User.Fields.class})
  @Answer(status = 304)
  public static Response GET(DSLContext db, UUID id, Selected selected) {
    return ROWS.read(db, id, selected.fields());
  }

  /** What is left out stays. */
  @Transactional
  @Answer(body = User.class, headers = "ETag")
  @Answer(status = 412)
  public static Response PATCH(DSLContext db, Request request, UUID id, NewUser.Changes changes) {
    UsersRecord row = new UsersRecord();
    changes.email().ifGiven(row::setEmail);
    changes.name().ifGiven(row::setName);
    return ROWS.update(db, request, id, row);
  }

  @Transactional
  @Answer(body = User.class, headers = "ETag")
  @Answer(status = 412)
  public static Response PUT(DSLContext db, Request request, UUID id, NewUser user) {
    return ROWS.update(db, request, id, user.toRecord());
  }

  @Transactional
  @Answer(status = 412)
  public static void DELETE(DSLContext db, Request request, UUID id) {
    ROWS.delete(db, request, id);
  }
}
