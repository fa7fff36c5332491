package dev.trestle.service.app.api.users;

import static dev.trestle.query.Mapping.mapping;
import static dev.trestle.query.Queries.prepare;
import static dev.trestle.query.Relations.many;
import static dev.trestle.service.db.Tables.POSTS;
import static dev.trestle.service.db.Tables.USERS;
import static org.jooq.impl.DSL.insertInto;
import static org.jooq.impl.DSL.select;

import dev.trestle.Answer;
import dev.trestle.Default;
import dev.trestle.Response;
import dev.trestle.query.BoundQuery;
import dev.trestle.query.Prepared1;
import dev.trestle.query.Prepared2;
import dev.trestle.service.model.NewUser;
import dev.trestle.service.model.Post;
import dev.trestle.service.model.User;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** {@code /api/users} */
public final class Route {
  private Route() {}

  /**
   * Some of the users.
   *
   * @param limit how many of the newest; at most 100 are given, e.g. {@code 10}
   */
  record Newest(@Default("100") int limit) {
    Newest {
      limit = Math.clamp(limit, 1, 100);
    }
  }

  /** A user with the posts they wrote, newest first. */
  record Author(
      UUID id, String email, @Nullable String name, OffsetDateTime createdAt, List<Post> posts) {}

  /** Two statements, whatever the number of users. */
  private static final Prepared1<Integer, Author> NEWEST =
      prepare(
              Integer.class,
              limit ->
                  select(
                          USERS.ID,
                          USERS.EMAIL,
                          USERS.NAME,
                          USERS.CREATED_AT,
                          many(
                              USERS.posts(),
                              Post.select().orderBy(POSTS.CREATED_AT.desc(), POSTS.ID.desc()),
                              mapping(Post::new)))
                      .from(USERS)
                      .orderBy(USERS.CREATED_AT.desc(), USERS.ID.desc())
                      .limit(limit))
          .as(mapping(Author::new));

  /** The newest users, each with their posts. */
  public static BoundQuery<Author> GET(Newest newest) {
    return NEWEST.with(newest.limit());
  }

  private static final Prepared2<String, String, User> CREATE =
      prepare(
              USERS.EMAIL,
              USERS.NAME,
              (email, name) ->
                  insertInto(USERS)
                      .set(USERS.EMAIL, email)
                      .set(USERS.NAME, name)
                      .returningResult(USERS.ID, USERS.EMAIL, USERS.NAME, USERS.CREATED_AT))
          .as(mapping(User::new));

  /** Creates a user, whose address nobody else has. */
  @Answer(status = 201, body = User.class, headers = "Location")
  public static Response POST(DSLContext db, NewUser body) {
    User user = CREATE.with(body.email(), body.name()).fetchSingle(db);
    return Response.json(201, user).withHeader("Location", "/api/users/" + user.id());
  }
}
