package example.app.greet._name;

import dev.trestle.Default;

/** {@code /greet/{name}} */
public final class Route {
  private Route() {}

  record Style(@Default("Hello") String word) {}

  record Greeting(String text) {}

  public static Greeting GET(String name, Style style) {
    return new Greeting(style.word() + ", " + name);
  }
}
