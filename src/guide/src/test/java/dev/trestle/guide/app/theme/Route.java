package dev.trestle.guide.app.theme;

import dev.trestle.Check;
import dev.trestle.Cookie;
import dev.trestle.Cookies;
import dev.trestle.Form;
import dev.trestle.Response;
import java.time.Duration;
import java.util.Set;

/** {@code /theme} */
public final class Route {
  private static final Set<String> NAMES = Set.of("light", "dark");

  private Route() {}

  record Theme(String name) {
    Theme {
      Check.that(NAMES.contains(name), "name", "must be light or dark").orThrow();
    }
  }

  public static Theme GET(Cookies cookies) {
    return new Theme(cookies.get("theme").filter(NAMES::contains).orElse("light"));
  }

  public static Response POST(Cookies cookies, @Form Theme theme) {
    cookies.set(Cookie.of("theme", theme.name()).maxAge(Duration.ofDays(365)));
    return Response.seeOther("/");
  }
}
