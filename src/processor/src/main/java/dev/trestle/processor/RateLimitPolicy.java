package dev.trestle.processor;

import dev.trestle.processor.lang.Names;
import dev.trestle.processor.lang.Quoted;

/** {@code @RateLimit(requests = …, seconds = …)}. */
final class RateLimitPolicy implements PolicyKind {
  private static final long MAX = 1_000_000;
  private static final long DAY = 86_400;

  @Override
  public String annotation() {
    return Names.POLICY + "RateLimit";
  }

  @Override
  public String call(UsedAnnotation used) {
    return "withRate(new dev.trestle.spi.Rate("
        + Quoted.text(used.place())
        + ", "
        + used.number("requests", 1, MAX)
        + ", Duration.ofSeconds("
        + used.number("seconds", 1, DAY)
        + "), "
        + used.text("by").equals("CLIENT")
        + "))";
  }
}
