package dev.trestle.tracing;

import dev.trestle.RequestHead;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.List;

/** Lets propagators read headers, each as one, as RFC 9110 (5.2) puts fields of a name together. */
final class HeadGetter implements TextMapGetter<RequestHead> {
  /** Several parents are none: to W3C's propagator they are then one that is malformed. */
  @Override
  public String get(RequestHead head, String key) {
    if (head == null) {
      return null;
    }
    List<String> values = head.headers(key);
    return values.isEmpty() ? null : String.join(",", values);
  }
}
