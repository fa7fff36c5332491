package dev.trestle.guide.live.events;

import dev.trestle.Response;
import dev.trestle.ServerEvent;
import dev.trestle.notify.Notice;
import dev.trestle.notify.Notifications;
import dev.trestle.notify.Subscription;
import java.util.Optional;

/** {@code /events} */
public final class Route {
  private Route() {}

  public static Response GET(Notifications notifications) {
    return Response.events(events -> {
      try (Subscription posts = notifications.subscribe("posts", 100)) {
        for (Optional<Notice> next = posts.next(); next.isPresent(); next = posts.next()) {
          if (next.get() instanceof Notice.Message message) {
            events.send(ServerEvent.text(message.payload()));
          }
        }
      }
    });
  }
}
