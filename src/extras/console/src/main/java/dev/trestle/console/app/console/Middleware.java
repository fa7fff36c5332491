package dev.trestle.console.app.console;

import dev.trestle.HttpError;
import dev.trestle.Next;
import dev.trestle.Request;
import dev.trestle.Response;
import dev.trestle.console.internal.Desk;
import dev.trestle.console.internal.data.Refused;
import dev.trestle.console.internal.page.JteproblemGenerated;
import dev.trestle.console.internal.page.Page;
import java.sql.SQLException;

/** Lets in who may look, and has browsers run, load and frame nothing but what is ours. */
public final class Middleware {
  private static final String POLICY =
      "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self';"
          + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  private Middleware() {}

  /** What is refused is a page too, for people. */
  public static Response around(Next next, Request request, Desk desk) throws Exception {
    Response response;
    try {
      desk.access().check(request);
      response = next.proceed();
    } catch (HttpError e) {
      response = problem(e.status(), e.getMessage());
    } catch (SQLException e) {
      response = problem(503, "The database refused this:\n" + Refused.words(e));
    }
    return response
        .withDefaultHeader("Cache-Control", "no-store")
        .withHeader("Content-Security-Policy", POLICY)
        .withHeader("X-Content-Type-Options", "nosniff")
        .withHeader("Referrer-Policy", "same-origin")
        .withHeader("Cross-Origin-Opener-Policy", "same-origin")
        .withHeader("Cross-Origin-Resource-Policy", "same-origin");
  }

  private static Response problem(int status, String message) {
    return Page.html(to -> JteproblemGenerated.render(to, Page.NO_INTERCEPTOR, message))
        .withStatus(status);
  }
}
