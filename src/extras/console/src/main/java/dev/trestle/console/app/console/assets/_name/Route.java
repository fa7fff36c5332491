package dev.trestle.console.app.console.assets._name;

import static dev.trestle.HttpError.notFound;

import dev.trestle.Response;
import dev.trestle.console.Console;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;

/** {@code /_console/assets/{name}}: what pages load. */
public final class Route {
  private static final Map<String, String> TYPES =
      Map.of(
          "console.css", "text/css; charset=utf-8",
          "console.js", "text/javascript; charset=utf-8",
          "icon.svg", "image/svg+xml");

  private Route() {}

  public static Response GET(String name) throws IOException {
    String type =
        Optional.ofNullable(TYPES.get(name)).orElseThrow(() -> notFound("There is no " + name));
    try (InputStream in = Console.class.getResourceAsStream(name)) {
      return Response.bytes(type, in.readAllBytes())
          .withHeader("Cache-Control", "no-cache")
          .withETag();
    }
  }
}
