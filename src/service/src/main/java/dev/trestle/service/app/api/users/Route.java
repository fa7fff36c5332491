package dev.trestle.service.app.api.users;

import static dev.trestle.service.db.Tables.POSTS;
import static dev.trestle.service.db.Tables.USERS;
import static java.util.stream.Collectors.groupingBy;
import static org.jooq.Records.mapping;
import static org.jooq.impl.DSL.any;

import dev.trestle.Check;
import dev.trestle.Default;
import dev.trestle.Response;
import dev.trestle.service.model.Post;
import dev.trestle.service.model.User;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.DSLContext;

/** {@code /api/users} */
public final class Route {
  private Route() {}

  /** How many of the newest users; at most 100 are given. */
  record Newest(@Default("100") int limit) {
    Newest {
      limit = Math.clamp(limit, 1, 100);
    }
  }

  /** A user with the posts they wrote, newest first. */
  record Author(UUID id, String email, String name, OffsetDateTime createdAt, List<Post> posts) {
    Author(User user, List<Post> posts) {
      this(user.id(), user.email(), user.name(), user.createdAt(), posts);
    }
  }

  /** Two statements, whatever the number of users. */
  public static List<Author> GET(DSLContext db, Newest newest) {
    List<User> users =
        db.select(USERS.ID, USERS.EMAIL, USERS.NAME, USERS.CREATED_AT)
            .from(USERS)
            .orderBy(USERS.CREATED_AT.desc(), USERS.ID.desc())
            .limit(newest.limit())
            .fetch(mapping(User::new));
    UUID[] ids = users.stream().map(User::id).toArray(UUID[]::new);
    Map<UUID, List<Post>> posts =
        Post.select(db)
            .where(POSTS.AUTHOR_ID.eq(any(ids)))
            .orderBy(POSTS.CREATED_AT.desc(), POSTS.ID.desc())
            .fetch(mapping(Post::new))
            .stream()
            .collect(groupingBy(Post::authorId));
    return users.stream()
        .map(user -> new Author(user, posts.getOrDefault(user.id(), List.of())))
        .toList();
  }

  /** Who is to be created. */
  record NewUser(String email, String name) {
    NewUser {
      Check.that(
              email != null && email.matches("[^@\\s]+@[^@\\s]+"),
              "email",
              "must be an e-mail address")
          .and(name != null && !name.isBlank(), "name", "must not be blank")
          .orThrow();
    }
  }

  public static Response POST(DSLContext db, NewUser body) {
    User user =
        db.insertInto(USERS)
            .set(USERS.EMAIL, body.email())
            .set(USERS.NAME, body.name())
            .returningResult(USERS.ID, USERS.EMAIL, USERS.NAME, USERS.CREATED_AT)
            .fetchSingle(mapping(User::new));
    return Response.json(201, user).withHeader("Location", "/api/users/" + user.id());
  }
}
