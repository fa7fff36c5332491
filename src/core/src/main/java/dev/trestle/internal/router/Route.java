package dev.trestle.internal.router;

import dev.trestle.Verb;
import dev.trestle.spi.CrossOrigin;
import dev.trestle.spi.Handler;
import dev.trestle.spi.Policy;
import dev.trestle.spi.RouteDefinition;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One URL in the tree, with what follows from the verbs it has. */
public final class Route {
  private final RouteDefinition definition;
  private final List<String> variables;
  private final Map<Verb, Handler> handlers;
  private final String allow;

  Route(RouteDefinition definition, List<String> variables) {
    this.definition = definition;
    this.variables = variables;
    this.handlers = definition.handlers();
    Set<Verb> allowed = EnumSet.of(Verb.OPTIONS);
    allowed.addAll(handlers.keySet());
    if (allowed.contains(Verb.GET)) {
      allowed.add(Verb.HEAD);
    }
    this.allow = allowed.stream().map(Verb::name).sorted().collect(Collectors.joining(", "));
  }

  /** What answers the verb; {@code GET} answers {@code HEAD} where nothing else does. */
  public Optional<Handler> handler(Verb verb) {
    Handler handler = handlers.get(verb);
    return Optional.ofNullable(
        handler == null && verb == Verb.HEAD ? handlers.get(Verb.GET) : handler);
  }

  /** What the function that answers the verb is held to. */
  public Policy policy(Verb verb) {
    Verb answering = verb == Verb.HEAD && !handlers.containsKey(verb) ? Verb.GET : verb;
    return definition.policies().getOrDefault(answering, Policy.none());
  }

  /** Who may read an answer of this URL that no function gives. */
  public Optional<CrossOrigin> corsOfAny() {
    return definition.policies().values().stream()
        .flatMap(policy -> policy.cors().stream())
        .findFirst();
  }

  /** The methods that other origins may use under the same policy. */
  public List<String> verbsUnder(CrossOrigin cors) {
    return Stream.of(Verb.values())
        .filter(verb -> handler(verb).isPresent() && policy(verb).cors().equals(Optional.of(cors)))
        .map(Verb::name)
        .sorted()
        .toList();
  }

  /** The value of the {@code Allow} header, sorted. */
  public String allow() {
    return allow;
  }

  /** The URL as the route spells it. */
  public String template() {
    return definition.template();
  }

  boolean takesContext() {
    return definition.takesContext();
  }

  String source() {
    return definition.source();
  }

  List<String> variables() {
    return variables;
  }
}
