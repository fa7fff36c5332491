package dev.trestle.service.app.api.hello;

/** {@code /api/hello} */
public final class Route {
  record Greeting(String message) {}

  private Route() {}

  public static Greeting GET() {
    return new Greeting("Hello");
  }
}
