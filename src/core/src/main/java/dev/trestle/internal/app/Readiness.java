package dev.trestle.internal.app;

import dev.trestle.Response;
import dev.trestle.Verb;
import dev.trestle.internal.flight.Flights;
import dev.trestle.spi.RouteDefinition;
import java.time.Duration;

/**
 * What tells whether an application takes requests.
 *
 * @param path where
 * @param notice how long they are still taken once it has said no
 */
public record Readiness(String path, Duration notice) {
  /**
   * Refuses what is no path.
   *
   * @param path where
   * @param notice see above
   */
  public Readiness {
    if (!path.startsWith("/")) {
      throw new IllegalArgumentException("readiness is '" + path + "'; it must begin with a slash");
    }
  }

  /** The route of that path. */
  public RouteDefinition route(Flights flights) {
    return RouteDefinition.at(path, "TrestleBuilder.readiness")
        .on(Verb.GET, call -> answer(flights.isStopping()));
  }

  private static Response answer(boolean stopping) {
    return Response.text(stopping ? "stopping" : "ready")
        .withStatus(stopping ? 503 : 200)
        .withHeader("Cache-Control", "no-store");
  }
}
