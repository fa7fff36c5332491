package dev.trestle.service.app.api.login;

import static dev.trestle.Cookie.SameSite.STRICT;
import static dev.trestle.HttpError.unauthorized;
import static dev.trestle.policy.Threads.Kind.PLATFORM;
import static dev.trestle.query.Crud.findOne;
import static dev.trestle.service.db.Tables.USERS;

import dev.trestle.After;
import dev.trestle.Answer;
import dev.trestle.Check;
import dev.trestle.Cookie;
import dev.trestle.Cookies;
import dev.trestle.Takes;
import dev.trestle.policy.RateLimit;
import dev.trestle.policy.Threads;
import dev.trestle.service.db.tables.records.UsersRecord;
import dev.trestle.service.model.Sessions;
import dev.trestle.service.model.User;
import dev.trestle.service.parts.Passwords;
import java.util.Optional;
import org.jooq.DSLContext;

/** {@code /api/login}; to compute a hash takes a processor for a quarter of a second. */
@Threads(PLATFORM)
@RateLimit(requests = 20, seconds = 60)
public final class Route {
  private Route() {}

  record Login(String email, String password) {
    Login {
      Check.that(email != null, "email", "is required")
          .and(password != null, "password", "is required")
          .orThrow();
    }

    /** Keeps the password out of logs. */
    @Override
    public String toString() {
      return "Login[" + email + "]";
    }
  }

  /** Who is not there and who has another password get the same answer, after the same work. */
  @Takes(cookie = Sessions.COOKIE, description = "A session that ends with this one.")
  @Answer(headers = "Set-Cookie")
  @Answer(status = 401, description = "Nobody has this address and password.")
  public static User POST(
      DSLContext db, Passwords passwords, Cookies cookies, After after, Login body) {
    Optional<UsersRecord> user = findOne(db, USERS, USERS.EMAIL.eq(body.email()));
    if (!passwords.matches(body.password(), user.map(UsersRecord::getPasswordHash))) {
      throw unauthorized("Invalid credentials");
    }
    cookies.get(Sessions.COOKIE).ifPresent(old -> Sessions.end(db, old));
    String token = Sessions.begin(db, user.orElseThrow().getId());
    cookies.set(Cookie.of(Sessions.COOKIE, token).maxAge(Sessions.LIFE).sameSite(STRICT));
    after.run(() -> Sessions.endExpired(db));
    return User.of(user.orElseThrow());
  }
}
