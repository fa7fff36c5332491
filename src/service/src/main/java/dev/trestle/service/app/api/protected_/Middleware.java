package dev.trestle.service.app.api.protected_;

import static dev.trestle.HttpError.unauthorized;

import dev.trestle.Answer;
import dev.trestle.Cookies;
import dev.trestle.Next;
import dev.trestle.Response;
import dev.trestle.Takes;
import dev.trestle.service.model.Sessions;
import dev.trestle.service.model.User;
import org.jooq.DSLContext;

/** Lets in who is logged in; what is below asks for the {@link User}. */
public final class Middleware {
  private Middleware() {}

  /** What is for one user is for no cache. */
  public static Response around(Next next) throws Exception {
    return next.proceed().withDefaultHeader("Cache-Control", "private, no-store");
  }

  @Takes(cookie = Sessions.COOKIE, description = "Who is logged in.")
  @Answer(status = 401)
  public static User user(DSLContext db, Cookies cookies) {
    return cookies
        .get(Sessions.COOKIE)
        .flatMap(token -> Sessions.user(db, token))
        .orElseThrow(() -> unauthorized("Unauthorized"));
  }
}
