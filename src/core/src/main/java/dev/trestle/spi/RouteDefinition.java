package dev.trestle.spi;

import dev.trestle.Verb;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * One URL and the functions that answer there.
 *
 * @param template the URL: {@code /api/users/{id}}; {@code {rest+}} takes one segment or more,
 *     {@code {rest*}} none or more, both only at the end; literal text is decoded
 * @param source the class it comes from, for messages
 * @param handlers by verb; never empty once complete
 * @param policies by verb, of those that have one
 * @param checked records whose constraints are checked
 * @param readsData whether a function takes a {@code DataCache}
 * @param takesContext whether a function takes Javalin's {@code Context}
 */
public record RouteDefinition(
    String template,
    String source,
    Map<Verb, Handler> handlers,
    Map<Verb, Policy> policies,
    Set<Class<?>> checked,
    boolean readsData,
    boolean takesContext) {
  /**
   * Copies the maps.
   *
   * @param template as above
   * @param source as above
   * @param handlers as above
   * @param policies as above
   * @param checked as above
   * @param readsData as above
   * @param takesContext as above
   */
  public RouteDefinition {
    handlers = copy(handlers);
    policies = copy(policies);
    checked = Collections.unmodifiableSet(new LinkedHashSet<>(checked));
  }

  /**
   * A route without a function yet.
   *
   * @param template as above
   * @param source as above
   * @return to be completed with {@link #on}
   */
  public static RouteDefinition at(String template, String source) {
    return new RouteDefinition(template, source, Map.of(), Map.of(), Set.of(), false, false);
  }

  /**
   * The same route with one more function.
   *
   * @param verb not yet taken
   * @param handler what answers
   * @return a new definition
   */
  public RouteDefinition on(Verb verb, Handler handler) {
    if (handlers.containsKey(verb)) {
      throw new IllegalArgumentException(source + " has two functions for " + verb);
    }
    return new RouteDefinition(
        template,
        source,
        plus(handlers, verb, handler),
        policies,
        checked,
        readsData,
        takesContext);
  }

  /**
   * The same route with one more function and what it is held to.
   *
   * @param verb not yet taken
   * @param handler what answers
   * @param policy of this function
   * @return a new definition
   */
  public RouteDefinition on(Verb verb, Handler handler, Policy policy) {
    return on(verb, handler).with(verb, policy);
  }

  /**
   * The same route with what one of its functions is held to. Policies are set by the table rather
   * than beside the functions, because those of packages change without the functions.
   *
   * @param verb of a function that is there
   * @param policy in place of any other
   * @return a new definition
   */
  public RouteDefinition with(Verb verb, Policy policy) {
    if (!handlers.containsKey(verb)) {
      throw new IllegalArgumentException(source + " has no function for " + verb);
    }
    return new RouteDefinition(
        template, source, handlers, plus(policies, verb, policy), checked, readsData, takesContext);
  }

  /**
   * The same route, with records whose constraints its functions have checked by {@link
   * Call#checked}.
   *
   * @param types so that the application can make ready for them, or refuse to start
   * @return a new definition
   */
  public RouteDefinition checking(Class<?>... types) {
    return new RouteDefinition(
        template, source, handlers, policies, Set.of(types), readsData, takesContext);
  }

  /**
   * The same route, with a function or middleware that asks for {@link Call#data}.
   *
   * @return a new definition, which an application without a cache refuses to start with
   */
  public RouteDefinition readingData() {
    return new RouteDefinition(template, source, handlers, policies, checked, true, takesContext);
  }

  /**
   * The same route, with a function or middleware that asks for {@link Call#javalin}.
   *
   * @return a new definition, whose requests all come by way of Javalin
   */
  public RouteDefinition takingContext() {
    return new RouteDefinition(template, source, handlers, policies, checked, readsData, true);
  }

  private static <T> Map<Verb, T> plus(Map<Verb, T> map, Verb verb, T value) {
    Map<Verb, T> more = new EnumMap<>(Verb.class);
    more.putAll(map);
    more.put(verb, value);
    return more;
  }

  private static <T> Map<Verb, T> copy(Map<Verb, T> map) {
    Map<Verb, T> copy = new EnumMap<>(Verb.class);
    copy.putAll(map);
    return Collections.unmodifiableMap(copy);
  }
}
