package dev.trestle.tracing;

import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.TraceId;
import java.util.concurrent.ThreadLocalRandom;

/** Somebody whose part a request is: no two of them have the same trace. */
record Caller(String trace, String span, boolean sampled) {
  static Caller sampling() {
    return any(true);
  }

  static Caller notSampling() {
    return any(false);
  }

  private static Caller any(boolean sampled) {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return new Caller(
        TraceId.fromLongs(random.nextLong(), random.nextLong() | 1),
        SpanId.fromLong(random.nextLong() | 1),
        sampled);
  }

  String traceparent() {
    return "00-" + trace + "-" + span + (sampled ? "-01" : "-00");
  }
}
