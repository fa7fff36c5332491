package dev.trestle.console.app.console.routes;

import dev.trestle.Response;
import dev.trestle.Trestle;
import dev.trestle.console.Console;
import dev.trestle.console.internal.Desk;
import dev.trestle.console.internal.page.JteroutesGenerated;
import dev.trestle.console.internal.page.Page;
import dev.trestle.console.internal.routes.ShownRoute;
import java.util.List;

/** {@code /_console/routes}: all functions, what they are held to, and where they are. */
public final class Route {
  private Route() {}

  public static Response GET(Desk desk) {
    List<ShownRoute> routes =
        ShownRoute.of(
            desk.application().map(Trestle::routes).orElse(List.of()),
            Console.PATH,
            desk.sources());
    return Page.html(to -> JteroutesGenerated.render(to, Page.NO_INTERCEPTOR, routes));
  }
}
