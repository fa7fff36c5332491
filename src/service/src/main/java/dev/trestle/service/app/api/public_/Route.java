package dev.trestle.service.app.api.public_;

import dev.trestle.Check;
import dev.trestle.policy.Cors;

/** {@code /api/public}, for the pages of everybody. */
@Cors(origins = "*")
public final class Route {
  record Message(String message) {
    Message {
      Check.that(message != null, "message", "is required").orThrow();
    }
  }

  private Route() {}

  public static Message GET() {
    return new Message("Public data");
  }

  public static Message POST(Message body) {
    return new Message("Received: " + body.message());
  }
}
