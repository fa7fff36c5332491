package dev.trestle.guide.older.hello;

import dev.trestle.legacy.LegacyRequest;
import dev.trestle.legacy.LegacyResponse;
import java.util.Map;

/** {@code /hello} */
public final class Route {
  private Route() {}

  public static void handler(LegacyRequest req, LegacyResponse res) {
    if (!req.method().equals("GET")) {
      res.setHeader("Allow", "GET");
      res.status(405).end("Method Not Allowed");
      return;
    }
    res.status(200).json(Map.of("hello", req.query("name").orElse("world")));
  }
}
