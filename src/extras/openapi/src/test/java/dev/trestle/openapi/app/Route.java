package dev.trestle.openapi.app;

/** {@code /} */
public final class Route {
  record Shop(String name) {}

  private Route() {}

  /** What it is called. */
  public static Shop GET() {
    return new Shop("Shop");
  }
}
