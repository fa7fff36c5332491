package dev.trestle.console.app.console.requests.events;

import dev.trestle.EventStream;
import dev.trestle.Response;
import dev.trestle.ServerEvent;
import dev.trestle.console.internal.Desk;
import dev.trestle.console.internal.page.JterequestrowGenerated;
import dev.trestle.console.internal.page.Page;
import dev.trestle.console.internal.requests.Follower;
import dev.trestle.console.internal.requests.RecordedRequest;
import dev.trestle.console.internal.requests.Requests;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** {@code /_console/requests/events}: rows of the table of requests, as they change. */
public final class Route {
  private static final Duration RETRY = Duration.ofSeconds(1);

  private Route() {}

  public static Response GET(Desk desk) {
    Requests requests = desk.requests();
    return Response.events(events -> {
      try (Follower follower = requests.follow()) {
        events.send(ServerEvent.retry(RETRY));
        while (true) {
          for (long number : follower.take()) {
            send(events, requests.find(number));
          }
        }
      }
    });
  }

  private static void send(EventStream events, Optional<RecordedRequest> request)
      throws IOException {
    if (request.isPresent()) {
      String row =
          Page.text(to -> JterequestrowGenerated.render(to, Page.NO_INTERCEPTOR, request.get()));
      events.send(ServerEvent.text(row).withName("request"));
    }
  }
}
