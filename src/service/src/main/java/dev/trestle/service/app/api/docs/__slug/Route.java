package dev.trestle.service.app.api.docs.__slug;

import java.util.List;

/** {@code /api/docs/…}, whatever is below it. */
public final class Route {
  record Slug(List<String> slug) {}

  private Route() {}

  public static Slug GET(List<String> slug) {
    return new Slug(slug);
  }
}
