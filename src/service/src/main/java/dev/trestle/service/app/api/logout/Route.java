package dev.trestle.service.app.api.logout;

import dev.trestle.Answer;
import dev.trestle.Cookies;
import dev.trestle.Takes;
import dev.trestle.service.model.Sessions;
import org.jooq.DSLContext;

/** {@code /api/logout} */
public final class Route {
  private Route() {}

  /** Ends the session here and on the client; without one there is nothing to do. */
  @Takes(cookie = Sessions.COOKIE, description = "Whose session ends.")
  @Answer(status = 204, headers = "Set-Cookie")
  public static void POST(DSLContext db, Cookies cookies) {
    cookies.get(Sessions.COOKIE).ifPresent(token -> Sessions.end(db, token));
    cookies.delete(Sessions.COOKIE);
  }
}
