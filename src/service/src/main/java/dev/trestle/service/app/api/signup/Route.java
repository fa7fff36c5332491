package dev.trestle.service.app.api.signup;

import static dev.trestle.policy.Threads.Kind.PLATFORM;
import static dev.trestle.query.Crud.create;

import dev.trestle.Answer;
import dev.trestle.Check;
import dev.trestle.Response;
import dev.trestle.policy.RateLimit;
import dev.trestle.policy.Threads;
import dev.trestle.service.db.tables.records.UsersRecord;
import dev.trestle.service.model.NewUser;
import dev.trestle.service.model.User;
import dev.trestle.service.parts.Passwords;
import java.util.Objects;
import org.jooq.DSLContext;

/** {@code /api/signup} */
@Threads(PLATFORM)
@RateLimit(requests = 20, seconds = 60)
public final class Route {
  private Route() {}

  /** A user with a password. */
  record SignUp(String email, String name, String password) {
    SignUp {
      String typed = Objects.requireNonNullElse(password, "");
      Check.that(NewUser.isEmail(email), "email", "must be an e-mail address")
          .and(name != null && NewUser.isName(name), "name", "must not be blank")
          .and(typed.length() >= 8, "password", "must have 8 characters or more")
          .and(Passwords.canHash(typed), "password", "must have 72 bytes or less")
          .orThrow();
    }

    /** Keeps the password out of logs. */
    @Override
    public String toString() {
      return "SignUp[" + email + "]";
    }
  }

  @Answer(status = 201, body = User.class, headers = "Location")
  public static Response POST(DSLContext db, Passwords passwords, SignUp body) {
    UsersRecord row =
        new UsersRecord()
            .setEmail(body.email())
            .setName(body.name())
            .setPasswordHash(passwords.hash(body.password()));
    User user = User.of(create(db, row));
    return Response.json(201, user).withHeader("Location", "/api/users/" + user.id());
  }
}
