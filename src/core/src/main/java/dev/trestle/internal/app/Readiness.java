package dev.trestle.internal.app;

import dev.trestle.Response;
import dev.trestle.Verb;
import dev.trestle.internal.flight.Flights;
import dev.trestle.spi.RouteDefinition;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

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

  /**
   * The route of that path.
   *
   * @param flights that the stop is announced to
   * @param objection why it is not ready, if it is not, in a sentence
   */
  public RouteDefinition route(Flights flights, Supplier<Optional<String>> objection) {
    return RouteDefinition.at(path, "TrestleBuilder.readiness")
        .on(Verb.GET, call -> flights.isStopping() ? no("stopping") : answer(objection.get()));
  }

  private static Response answer(Optional<String> objection) {
    return objection.map(Readiness::no).orElseGet(() -> uncached("ready"));
  }

  private static Response no(String why) {
    return uncached(why).withStatus(503);
  }

  private static Response uncached(String text) {
    return Response.text(text).withHeader("Cache-Control", "no-store");
  }
}
