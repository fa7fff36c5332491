package dev.trestle.processor;

import dev.trestle.processor.lang.Names;

/** {@code @Timeout(seconds = …)} or {@code @Timeout(millis = …)}. */
final class TimeoutPolicy implements PolicyKind {
  private static final long DAY = 86_400;

  @Override
  public String annotation() {
    return Names.POLICY + "Timeout";
  }

  @Override
  public String call(UsedAnnotation used) {
    long seconds = used.number("seconds", 0, DAY);
    long millis = used.number("millis", 0, DAY * 1000);
    if ((seconds == 0) == (millis == 0)) {
      used.error(
          "@Timeout has seconds = "
              + seconds
              + " and millis = "
              + millis
              + "; one of them is more than 0: write seconds = 5, or millis = 500.");
    }
    return seconds == 0
        ? "withTimeout(Duration.ofMillis(" + millis + "))"
        : "withTimeout(Duration.ofSeconds(" + seconds + "))";
  }
}
