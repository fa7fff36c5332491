package dev.trestle.console.app.console.requests;

import dev.trestle.Response;
import dev.trestle.console.internal.Desk;
import dev.trestle.console.internal.page.JterequestsGenerated;
import dev.trestle.console.internal.page.Page;

/** {@code /_console/requests}: the last ones, newest first. */
public final class Route {
  private Route() {}

  public static Response GET(Desk desk) {
    return Page.html(
        to -> JterequestsGenerated.render(to, Page.NO_INTERCEPTOR, desk.requests().newest()));
  }
}
