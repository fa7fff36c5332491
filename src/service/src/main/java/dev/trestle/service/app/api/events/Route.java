package dev.trestle.service.app.api.events;

import dev.trestle.Answer;
import dev.trestle.Response;
import dev.trestle.service.parts.PostFeed;

/** {@code /api/events} */
public final class Route {
  private Route() {}

  /** Events {@code created}, {@code updated}, {@code deleted}, as posts change. */
  @Answer(type = "text/event-stream", body = PostFeed.Event.class)
  public static Response GET(PostFeed feed) {
    return Response.events(feed::send);
  }
}
