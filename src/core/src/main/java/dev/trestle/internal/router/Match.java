package dev.trestle.internal.router;

import java.util.List;

/** A route and what its variables took from the path. */
public final class Match {
  private final Route route;
  private final List<String> segments;
  private final int[] taken;
  private final int count;
  private final int restFrom;

  /**
   * @param taken positions of the variables' segments, the first {@code count} of it
   * @param restFrom where the catch-all begins, if the route ends in one
   */
  Match(Route route, List<String> segments, int[] taken, int count, int restFrom) {
    this.route = route;
    this.segments = segments;
    this.taken = taken;
    this.count = count;
    this.restFrom = restFrom;
  }

  /** The route. */
  public Route route() {
    return route;
  }

  /** What the variable took, decoded; a catch-all's segments joined by slashes. */
  public String variable(String name) {
    int index = index(name);
    return index < count ? segments.get(taken[index]) : String.join("/", rest());
  }

  /** All segments, each decoded. */
  public List<String> path() {
    return List.copyOf(segments);
  }

  /** The segments that the catch-all took, each decoded. */
  public List<String> segments(String name) {
    int index = index(name);
    return index < count ? List.of(segments.get(taken[index])) : rest();
  }

  private List<String> rest() {
    return List.copyOf(segments.subList(restFrom, segments.size()));
  }

  private int index(String name) {
    int index = route.variables().indexOf(name);
    if (index < 0) {
      throw new IllegalArgumentException(
          "The route " + route.template() + " has no variable '" + name + "'");
    }
    return index;
  }
}
