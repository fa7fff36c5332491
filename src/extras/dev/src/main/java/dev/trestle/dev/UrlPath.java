package dev.trestle.dev;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where a route answers.
 *
 * @param segments without groups
 */
record UrlPath(List<UrlSegment> segments) {
  UrlPath {
    segments =
        segments.stream().filter(segment -> segment.kind() != UrlSegment.Kind.GROUP).toList();
  }

  /**
   * Reads what a developer wrote: {@code /api/things/{id:uuid}}.
   *
   * @throws IllegalArgumentException if no route can be there
   */
  static UrlPath parse(String text) {
    if (!text.startsWith("/")) {
      throw new IllegalArgumentException(
          "'" + text + "' is no path; write one from the first slash on, like /api/things/{id}.");
    }
    List<UrlSegment> segments = new ArrayList<>();
    Set<String> variables = new HashSet<>();
    for (String word : text.equals("/") ? new String[0] : text.substring(1).split("/", -1)) {
      if (!segments.isEmpty() && segments.getLast().isCatchAll()) {
        throw new IllegalArgumentException(
            "The path goes on after {"
                + segments.getLast().name()
                + "}, which takes all segments; end it there.");
      }
      UrlSegment segment = UrlSegment.parse(word);
      if (segment.isVariable() && !variables.add(segment.name())) {
        throw new IllegalArgumentException(
            "The path has two variables '" + segment.name() + "'; rename one.");
      }
      segments.add(segment);
    }
    return new UrlPath(segments);
  }

  List<UrlSegment> variables() {
    return segments.stream().filter(UrlSegment::isVariable).toList();
  }

  String template() {
    return segments.isEmpty()
        ? "/"
        : segments.stream().map(UrlSegment::template).collect(Collectors.joining());
  }

  /** Equal for two that match the same paths. */
  String shape() {
    return segments.stream().map(UrlSegment::shape).collect(Collectors.joining());
  }

  /** The shapes that only one route may have: a catch-all of none or more has two. */
  Set<String> claims() {
    return !segments.isEmpty() && segments.getLast().kind() == UrlSegment.Kind.OPTIONAL_CATCH_ALL
        ? Set.of(shape(), new UrlPath(segments.subList(0, segments.size() - 1)).shape())
        : Set.of(shape());
  }

  /** A path that it matches. */
  String example() {
    return segments.isEmpty()
        ? "/"
        : segments.stream().map(segment -> "/" + segment.example()).collect(Collectors.joining());
  }
}
