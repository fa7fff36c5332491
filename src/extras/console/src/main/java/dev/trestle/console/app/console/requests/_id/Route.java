package dev.trestle.console.app.console.requests._id;

import static dev.trestle.HttpError.notFound;

import dev.trestle.Response;
import dev.trestle.console.internal.Desk;
import dev.trestle.console.internal.page.JterequestGenerated;
import dev.trestle.console.internal.page.Page;
import dev.trestle.console.internal.requests.RecordedRequest;

/** {@code /_console/requests/{id}}: one of them, with its statements. */
public final class Route {
  private Route() {}

  public static Response GET(Desk desk, long id) {
    RecordedRequest request =
        desk.requests()
            .find(id)
            .orElseThrow(() -> notFound("Request " + id + " is not kept, or not any more."));
    return Page.html(to -> JterequestGenerated.render(to, Page.NO_INTERCEPTOR, request));
  }
}
