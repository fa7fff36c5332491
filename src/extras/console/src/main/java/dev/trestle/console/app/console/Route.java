package dev.trestle.console.app.console;

import dev.trestle.Response;
import dev.trestle.console.internal.Desk;
import dev.trestle.console.internal.page.Gauges;
import dev.trestle.console.internal.page.JteoverviewGenerated;
import dev.trestle.console.internal.page.Page;

/** {@code /_console}: how the application is, and what it was asked last. */
public final class Route {
  private static final int REQUESTS = 10;

  private Route() {}

  public static Response GET(Desk desk) {
    return Page.html(to ->
        JteoverviewGenerated.render(
            to,
            Page.NO_INTERCEPTOR,
            Gauges.of(desk.application()),
            desk.requests().newest().stream().limit(REQUESTS).toList()));
  }
}
