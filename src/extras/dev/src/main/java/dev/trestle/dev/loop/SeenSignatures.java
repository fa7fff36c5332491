package dev.trestle.dev.loop;

import com.sun.source.util.TaskEvent;
import com.sun.source.util.TaskListener;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/** Collects the signatures of the sources that a compilation is about. */
final class SeenSignatures implements TaskListener {
  private final Map<URI, Signature> all = new HashMap<>();

  @Override
  public void finished(TaskEvent event) {
    if (event.getKind() == TaskEvent.Kind.ANALYZE && event.getTypeElement() != null) {
      all.merge(
          event.getSourceFile().toUri(), Signature.of(event.getTypeElement()), Signature::and);
    }
  }

  /** By the addresses of the sources. */
  Map<URI, Signature> all() {
    return Map.copyOf(all);
  }
}
