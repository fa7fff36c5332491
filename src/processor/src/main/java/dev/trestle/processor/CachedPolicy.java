package dev.trestle.processor;

import dev.trestle.processor.lang.Names;
import dev.trestle.processor.lang.Quoted;
import java.util.ArrayList;
import java.util.List;

/** {@code @Cached(seconds = …, staleSeconds = …, tags = …)}. */
final class CachedPolicy implements PolicyKind {
  /** What {@link #call} begins with. */
  static final String CALL = "withCaching(";

  private static final long MAX = 31_536_000;

  @Override
  public String annotation() {
    return Names.POLICY + "Cached";
  }

  @Override
  public boolean appliesTo(String verb) {
    return verb.equals("GET");
  }

  @Override
  public String call(UsedAnnotation used) {
    long seconds = used.number("seconds", -1, MAX);
    long stale = used.number("staleSeconds", -1, MAX);
    if (seconds == 0) {
      return "withoutCaching()";
    }
    List<String> arguments = new ArrayList<>(List.of(seconds + "L", stale + "L"));
    for (String tag : used.texts("tags")) {
      if (tag.isBlank()) {
        used.error("A tag is a name, like \"posts\"; this one is blank.");
      }
      arguments.add(Quoted.text(tag));
    }
    return CALL + "dev.trestle.spi.Caching.of(" + String.join(", ", arguments) + "))";
  }
}
