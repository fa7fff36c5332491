package dev.trestle.guide.app.users;

import static dev.trestle.query.Crud.create;
import static dev.trestle.query.Mapping.mapping;
import static dev.trestle.query.Queries.prepare;
import static dev.trestle.query.Relations.many;
import static dev.trestle.service.db.Tables.POSTS;
import static dev.trestle.service.db.Tables.USERS;
import static org.jooq.impl.DSL.select;

import dev.trestle.Response;
import dev.trestle.query.BoundQuery;
import dev.trestle.query.Prepared1;
import dev.trestle.service.db.tables.records.UsersRecord;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;

/** {@code /users} */
public final class Route {
  private Route() {}

  record Post(UUID id, String title) {}

  record Author(UUID id, String name, List<Post> posts) {}

  private static final Prepared1<Integer, Author> NEWEST =
      prepare(
              Integer.class,
              limit ->
                  select(
                          USERS.ID,
                          USERS.NAME,
                          many(
                              USERS.posts(),
                              select(POSTS.ID, POSTS.TITLE)
                                  .from(POSTS)
                                  .orderBy(POSTS.CREATED_AT.desc()),
                              mapping(Post::new)))
                      .from(USERS)
                      .orderBy(USERS.CREATED_AT.desc())
                      .limit(limit))
          .as(mapping(Author::new));

  public static BoundQuery<Author> GET() {
    return NEWEST.with(20);
  }

  record NewUser(@NotBlank @Email String email, @NotBlank String name) {}

  record Created(UUID id) {}

  public static Response POST(DSLContext db, NewUser body) {
    UsersRecord user = create(db, new UsersRecord().setEmail(body.email()).setName(body.name()));
    return Response.json(201, new Created(user.getId()));
  }
}
