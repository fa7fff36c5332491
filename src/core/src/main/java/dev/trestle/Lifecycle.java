package dev.trestle;

import dev.trestle.internal.app.Readiness;
import dev.trestle.internal.flight.Flights;
import dev.trestle.spi.RouteDefinition;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** How an application tells that it is ready, and how it ends. */
final class Lifecycle {
  private Optional<Readiness> readiness = Optional.empty();
  private Duration stopWithin = Duration.ofSeconds(10);
  private final Closing closing = new Closing();

  void readiness(String path, Duration notice) {
    this.readiness = Optional.of(new Readiness(path, Bounds.notNegative("notice", notice)));
  }

  void stopWithin(Duration longest) {
    this.stopWithin = Bounds.notNegative("stopWithin", longest);
  }

  /** What ends with the application. */
  Closing closing() {
    return closing;
  }

  Flights flights() {
    return new Flights(stopWithin);
  }

  /**
   * The path that tells whether it is ready, if there is one.
   *
   * @param objection why it is not, if it is not, in a sentence
   */
  Stream<RouteDefinition> routes(Flights flights, Supplier<Optional<String>> objection) {
    return readiness.map(asked -> asked.route(flights, objection)).stream();
  }

  /** How long requests are still taken once it has said that it is not. */
  Duration notice() {
    return readiness.map(Readiness::notice).orElse(Duration.ZERO);
  }
}
