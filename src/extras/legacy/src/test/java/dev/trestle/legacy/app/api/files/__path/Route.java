package dev.trestle.legacy.app.api.files.__path;

import dev.trestle.legacy.LegacyRequest;
import dev.trestle.legacy.LegacyResponse;
import java.util.List;

/** {@code /api/files/{path+}} */
public final class Route {
  public static void handler(LegacyRequest request, LegacyResponse response) {
    response.json(
        List.of(
            request.queryAll("path"),
            request.query("path").orElseThrow(),
            request.queryAll("tag"),
            request.query("none").isPresent(),
            request.url()));
  }
}
