package dev.trestle.internal.javalin;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.eclipse.jetty.http.HttpParser;

/**
 * How long the head of a request may take from its first byte to its last. An idle connection is
 * closed by Jetty, but one byte of a head now and then keeps it for days.
 */
final class HeadTime {
  private static final long LONGEST = Duration.ofSeconds(30).toNanos();

  private final LongSupplier nanos;
  private long begun;

  HeadTime(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** Whether to read no more of it; asked before each read. */
  boolean isOver(HttpParser parser) {
    if (!parser.inHeaderState()) {
      return false;
    }
    long now = nanos.getAsLong();
    if (parser.isStart()) {
      begun = now;
    }
    return now - begun > LONGEST;
  }
}
