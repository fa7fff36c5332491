package dev.trestle.service.app.api.login;

import static dev.trestle.Cookie.SameSite.STRICT;
import static dev.trestle.HttpError.unauthorized;
import static dev.trestle.policy.Threads.Kind.PLATFORM;
import static dev.trestle.query.Mapping.mapping;
import static dev.trestle.query.Queries.prepare;
import static dev.trestle.service.db.Tables.USERS;
import static org.jooq.impl.DSL.select;

import dev.trestle.After;
import dev.trestle.Check;
import dev.trestle.Cookie;
import dev.trestle.Cookies;
import dev.trestle.policy.RateLimit;
import dev.trestle.policy.Threads;
import dev.trestle.query.Prepared1;
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

  record Account(User user, String passwordHash) {}

  private static final Prepared1<String, Account> BY_EMAIL =
      prepare(
              USERS.EMAIL,
              email ->
                  select(USERS.ID, USERS.EMAIL, USERS.NAME, USERS.CREATED_AT, USERS.PASSWORD_HASH)
                      .from(USERS)
                      .where(USERS.EMAIL.eq(email)))
          .as(
              mapping((id, email, name, createdAt, hash) ->
                  new Account(new User(id, email, name, createdAt), hash)));

  /** Who is not there and who has another password get the same answer, after the same work. */
  public static User POST(
      DSLContext db, Passwords passwords, Cookies cookies, After after, Login body) {
    Optional<Account> account = BY_EMAIL.with(body.email()).fetchOptional(db);
    if (!passwords.matches(body.password(), account.map(Account::passwordHash))) {
      throw unauthorized("Invalid credentials");
    }
    cookies.get(Sessions.COOKIE).ifPresent(token -> Sessions.end(db, token));
    User user = account.orElseThrow().user();
    cookies.set(
        Cookie.of(Sessions.COOKIE, Sessions.begin(db, user.id()))
            .maxAge(Sessions.LIFE)
            .sameSite(STRICT));
    after.run(() -> Sessions.endExpired(db));
    return user;
  }
}
