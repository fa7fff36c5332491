package dev.trestle.spi;

import dev.trestle.Verb;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * One URL and the functions that answer there.
 *
 * @param template the URL: {@code /api/users/{id}}; {@code {rest+}} takes one segment or more,
 *     {@code {rest*}} none or more, both only at the end; literal text is decoded
 * @param source the class it comes from, for messages
 * @param handlers by verb; never empty once complete
 */
public record RouteDefinition(String template, String source, Map<Verb, Handler> handlers) {
  /**
   * Copies the handlers.
   *
   * @param template as above
   * @param source as above
   * @param handlers as above
   */
  public RouteDefinition {
    Map<Verb, Handler> copy = new EnumMap<>(Verb.class);
    copy.putAll(handlers);
    handlers = Collections.unmodifiableMap(copy);
  }

  /**
   * A route without a function yet.
   *
   * @param template as above
   * @param source as above
   * @return to be completed with {@link #on}
   */
  public static RouteDefinition at(String template, String source) {
    return new RouteDefinition(template, source, Map.of());
  }

  /**
   * The same route with one more function.
   *
   * @param verb not yet taken
   * @param handler what answers
   * @return a new definition
   */
  public RouteDefinition on(Verb verb, Handler handler) {
    Map<Verb, Handler> more = new EnumMap<>(Verb.class);
    more.putAll(handlers);
    if (more.put(verb, handler) != null) {
      throw new IllegalArgumentException(source + " has two functions for " + verb);
    }
    return new RouteDefinition(template, source, more);
  }
}
