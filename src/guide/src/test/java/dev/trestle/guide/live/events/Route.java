package dev.trestle.guide.live.events;

import dev.trestle.Response;
import dev.trestle.notify.Notifications;

/** {@code /events} */
public final class Route {
  private Route() {}

  public static Response GET(Notifications notifications) {
    return notifications.events("posts");
  }
}
