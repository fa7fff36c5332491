package dev.trestle.console.internal.routes;

import dev.trestle.Verb;
import dev.trestle.spi.Policy;
import dev.trestle.spi.RouteDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A function that answers.
 *
 * @param verb that it answers
 * @param template of its URL
 * @param policies that it is held to, as people say them
 * @param middleware classes that run around it, from the outer to the inner
 * @param source its file and line, or its class
 * @param opens whether a link can lead to it: a GET without variables
 */
public record ShownRoute(
    Verb verb,
    String template,
    List<String> policies,
    List<String> middleware,
    String source,
    boolean opens) {
  /** All functions of an application but the console's own, in the order of its tables. */
  public static List<ShownRoute> of(List<RouteDefinition> routes, String own, Sources sources) {
    List<ShownRoute> shown = new ArrayList<>();
    for (RouteDefinition route : routes) {
      boolean ofConsole = route.template().equals(own) || route.template().startsWith(own + "/");
      if (!ofConsole) {
        shown.addAll(of(route, sources));
      }
    }
    return shown;
  }

  private static List<ShownRoute> of(RouteDefinition route, Sources sources) {
    // The functions' own, which is not the console's where the application is loaded anew.
    ClassLoader loader = route.handlers().values().iterator().next().getClass().getClassLoader();
    Optional<Sources.Places> places = sources.find(route.source(), loader);
    List<String> middleware = Around.of(route.source(), loader);
    return route.handlers().keySet().stream()
        .map(verb ->
            new ShownRoute(
                verb,
                route.template(),
                PolicyWords.of(route.policies().getOrDefault(verb, Policy.none())),
                middleware,
                places.map(it -> it.of(verb)).orElse(route.source()),
                verb == Verb.GET && !route.template().contains("{")))
        .toList();
  }
}
