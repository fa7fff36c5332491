package dev.trestle.processor;

import dev.trestle.processor.lang.Names;

/** {@code @BodyLimit(bytes = …)}. */
final class BodyLimitPolicy implements PolicyKind {
  private static final long MAX = 1L << 40;

  @Override
  public String annotation() {
    return Names.POLICY + "BodyLimit";
  }

  @Override
  public String call(UsedAnnotation used) {
    return "withBodyLimit(" + used.number("bytes", 0, MAX) + "L)";
  }
}
