package dev.trestle.internal.router;

import dev.trestle.spi.RouteDefinition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the route of a path: a tree of segments, so that the cost grows with the length of the path
 * and not with the number of routes.
 *
 * <p>At each segment a literal goes before a variable, a variable before a catch-all; a branch that
 * leads nowhere is left again, so entering it does not trap the search. Every node is visited at
 * most once per path. Immutable once built.
 */
public final class Router {
  private final Node root = new Node();
  private final List<RouteDefinition> routes;

  /**
   * Builds the tree.
   *
   * @param definitions of all routes
   * @throws IllegalArgumentException if two answer at one URL, naming both
   */
  public Router(List<RouteDefinition> definitions) {
    routes = List.copyOf(definitions);
    for (RouteDefinition definition : definitions) {
      Template template = Template.parse(definition.template());
      Node node = root;
      for (Template.Segment segment : template.segments()) {
        node = node.child(segment);
      }
      if (node.route != null) {
        throw new IllegalArgumentException(
            "Two routes answer at "
                + definition.template()
                + ": "
                + node.route.source()
                + " and "
                + definition.source());
      }
      node.route = new Route(definition, template.variables());
    }
  }

  /** All of them. */
  List<RouteDefinition> routes() {
    return routes;
  }

  /** The route of these decoded segments, with the values of its variables. */
  public Optional<Match> find(List<String> segments) {
    return Optional.ofNullable(find(root, segments, 0, new int[segments.size() + 1], 0));
  }

  /** Positions of variable segments are kept in {@code taken}, {@code count} of them so far. */
  private static Match find(Node node, List<String> segments, int at, int[] taken, int count) {
    if (at == segments.size()) {
      if (node.route != null) {
        return new Match(node.route, segments, taken, count, at);
      }
      return node.optionalCatchAll == null
          ? null
          : new Match(node.optionalCatchAll.route, segments, taken, count, at);
    }
    Node literal = node.literals.get(segments.get(at));
    if (literal != null) {
      Match match = find(literal, segments, at + 1, taken, count);
      if (match != null) {
        return match;
      }
    }
    if (node.variable != null) {
      taken[count] = at;
      Match match = find(node.variable, segments, at + 1, taken, count + 1);
      if (match != null) {
        return match;
      }
    }
    Node rest = node.catchAll != null ? node.catchAll : node.optionalCatchAll;
    return rest == null ? null : new Match(rest.route, segments, taken, count, at);
  }

  private static final class Node {
    private final Map<String, Node> literals = new HashMap<>();
    private Node variable;
    private Node catchAll;
    private Node optionalCatchAll;
    private Route route;

    Node child(Template.Segment segment) {
      return switch (segment.kind()) {
        case LITERAL -> literals.computeIfAbsent(segment.name(), name -> new Node());
        case VARIABLE -> variable = variable == null ? new Node() : variable;
        case CATCH_ALL -> catchAll = catchAll == null ? new Node() : catchAll;
        case OPTIONAL_CATCH_ALL ->
            optionalCatchAll = optionalCatchAll == null ? new Node() : optionalCatchAll;
      };
    }
  }
}
