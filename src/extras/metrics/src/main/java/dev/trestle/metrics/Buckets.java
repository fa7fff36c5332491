package dev.trestle.metrics;

import java.time.Duration;
import java.util.stream.LongStream;

/** Up to where each bucket of a histogram goes. */
final class Buckets {
  private Buckets() {}

  static Duration[] millis(long... bounds) {
    return LongStream.of(bounds).mapToObj(Duration::ofMillis).toArray(Duration[]::new);
  }
}
