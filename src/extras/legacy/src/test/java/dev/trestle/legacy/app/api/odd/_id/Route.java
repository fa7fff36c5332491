package dev.trestle.legacy.app.api.odd._id;

import dev.trestle.Cookie;
import dev.trestle.HttpError;
import dev.trestle.legacy.LegacyRequest;
import dev.trestle.legacy.LegacyResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** {@code /api/odd/{id}}: each id does something else. */
public final class Route {
  record Shape(String name) {}

  public static void handler(LegacyRequest request, LegacyResponse response) throws Exception {
    switch (request.query("id").orElseThrow()) {
      case "body" -> response.json(request.body());
      case "shape" -> response.send(request.body(Shape.class).name());
      case "nothing" -> {}
      case "twice" -> {
        response.status(201).end();
        response.json(Map.of());
      }
      case "thrown" -> throw HttpError.notFound("No such thing");
      case "checked" -> throw new java.io.IOException("secret");
      case "redirect" -> response.redirect("/api/notes");
      case "moved" -> response.redirect(308, "/api/notes");
      case "bytes" -> response.send("é".getBytes(StandardCharsets.ISO_8859_1));
      case "typed" -> response.setHeader("Content-Type", "text/html").send("<p>");
      case "several" -> response.setHeader("X-Several", "a", "b").end();
      case "cookie" -> {
        request.cookies().set(Cookie.of("seen", request.cookies().get("seen").orElse("no")));
        response.end();
      }
      default -> response.send(request.method() + " " + request.header("X-A").orElse("-"));
    }
  }
}
