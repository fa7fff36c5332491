package dev.trestle.metrics;

import dev.trestle.Health;
import dev.trestle.PoolUse;
import dev.trestle.Response;
import dev.trestle.Trestle;
import java.time.Duration;
import java.util.Optional;

/**
 * What {@code /readyz} tells of an application.
 *
 * @param ready whether it should be given requests
 * @param objection why not, in a sentence
 * @param databaseMillis how long its database took to answer
 * @param pool what its connections are doing
 */
record Standing(
    boolean ready,
    Optional<String> objection,
    Optional<Double> databaseMillis,
    Optional<PoolUse> pool) {
  private static final double NANOS_OF_MILLI = 1e6;

  static Standing of(Optional<Trestle> application) {
    return application
        .map(Standing::of)
        .orElse(
            new Standing(
                false,
                Optional.of("The application has not started"),
                Optional.empty(),
                Optional.empty()));
  }

  private static Standing of(Trestle application) {
    Health health = application.health();
    return new Standing(
        health.objection().isEmpty(),
        health.objection(),
        health.database().map(Duration::toNanos).map(nanos -> nanos / NANOS_OF_MILLI),
        application.poolUse());
  }

  Response answer() {
    return Response.json(ready ? 200 : 503, this);
  }
}
