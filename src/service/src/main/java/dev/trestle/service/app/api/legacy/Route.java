package dev.trestle.service.app.api.legacy;

import dev.trestle.Answer;
import dev.trestle.legacy.LegacyRequest;
import dev.trestle.legacy.LegacyResponse;
import java.util.Map;

/** {@code /api/legacy}, in the style of one handler for all verbs. */
public final class Route {
  record Hello(String hello) {}

  private Route() {}

  @Answer(body = Hello.class)
  @Answer(status = 201, body = Hello.class)
  @Answer(status = 405)
  public static void handler(LegacyRequest request, LegacyResponse response) {
    switch (request.method()) {
      case "GET", "HEAD" ->
          response.status(200).json(Map.of("hello", request.query("name").orElse("world")));
      case "POST" ->
          response.status(201).json(Map.of("hello", request.body().path("name").asString("world")));
      default -> {
        response.setHeader("Allow", "GET, HEAD, POST");
        response.status(405).json(Map.of("error", "Method not allowed"));
      }
    }
  }
}
