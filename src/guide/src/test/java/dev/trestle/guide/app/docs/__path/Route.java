package dev.trestle.guide.app.docs.__path;

import java.util.List;

/** {@code /docs/…}, whatever is below it. */
public final class Route {
  private Route() {}

  public static String GET(List<String> path) {
    return String.join(" / ", path);
  }
}
