package dev.trestle.processor;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds routes that cannot stand beside each other. */
final class UrlConflicts {
  private final Diagnostics diagnostics;

  UrlConflicts(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  /** Looks at all routes of one root. */
  void check(List<RouteClass> routes) {
    Map<String, RouteClass> byUrl = new HashMap<>();
    Map<String, Named> byLevel = new HashMap<>();
    for (RouteClass route : routes) {
      claim(byUrl, route.url().shape(), route);
      StringBuilder level = new StringBuilder();
      for (Segment segment : route.url().segments()) {
        if (segment.kind() == Segment.Kind.OPTIONAL_CATCH_ALL) {
          claim(byUrl, level.toString(), route);
        }
        if (segment.isVariable()) {
          String kind = segment.isCatchAll() ? "catch-all" : "variable";
          Named here = new Named(segment, route);
          Named there = byLevel.putIfAbsent(level + " " + kind, here);
          if (there != null && !there.segment().equals(segment)) {
            contradiction(kind, level.toString(), there, here);
          }
        }
        level.append(segment.shape());
      }
    }
  }

  private record Named(Segment segment, RouteClass route) {}

  private void claim(Map<String, RouteClass> byUrl, String shape, RouteClass route) {
    RouteClass other = byUrl.putIfAbsent(shape, route);
    if (other != null && other != route) {
      String message =
          "Two Routes answer at "
              + (shape.isEmpty() ? "/" : route.url().template())
              + ": "
              + other.name()
              + " and "
              + route.name()
              + "; move or delete one.";
      diagnostics.error(other.element(), message);
      diagnostics.error(route.element(), message);
    }
  }

  private void contradiction(String kind, String level, Named there, Named here) {
    String message =
        "The "
            + kind
            + " below "
            + (level.isEmpty() ? "/" : level)
            + " is "
            + there.segment().template().substring(1)
            + " in "
            + there.route().name()
            + " and "
            + here.segment().template().substring(1)
            + " in "
            + here.route().name()
            + "; give it one name.";
    diagnostics.error(there.route().element(), message);
    diagnostics.error(here.route().element(), message);
  }
}
