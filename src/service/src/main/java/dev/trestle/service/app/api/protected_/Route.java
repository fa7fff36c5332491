package dev.trestle.service.app.api.protected_;

import dev.trestle.service.model.User;

/** {@code /api/protected} */
public final class Route {
  record Welcome(String message, User user) {}

  private Route() {}

  public static Welcome GET(User user) {
    return new Welcome("Authenticated", user);
  }
}
