package dev.trestle.console.app.console.gauges;

import dev.trestle.Response;
import dev.trestle.console.internal.Desk;
import dev.trestle.console.internal.page.Gauges;
import dev.trestle.console.internal.page.JtegaugesGenerated;
import dev.trestle.console.internal.page.Page;

/** {@code /_console/gauges}: the part of the first page that changes by itself. */
public final class Route {
  private Route() {}

  public static Response GET(Desk desk) {
    return Page.html(
        to -> JtegaugesGenerated.render(to, Page.NO_INTERCEPTOR, Gauges.of(desk.application())));
  }
}
