package dev.trestle.processor;

import dev.trestle.processor.lang.Names;

/** {@code @Threads(PLATFORM)}. */
final class ThreadsPolicy implements PolicyKind {
  @Override
  public String annotation() {
    return Names.POLICY + "Threads";
  }

  @Override
  public String call(UsedAnnotation used) {
    return "withPlatformThread(" + used.text("value").equals("PLATFORM") + ")";
  }
}
