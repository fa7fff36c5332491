package dev.trestle.processor;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/**
 * The URL of a route: the segments of the packages between the root and its class.
 *
 * @param segments without groups
 */
record RouteUrl(List<Segment> segments) {
  static RouteUrl of(
      String root, TypeElement route, Elements elements, SegmentReader reader, Diagnostics report) {
    String packageName = elements.getPackageOf(route).getQualifiedName().toString();
    List<Segment> segments = new ArrayList<>();
    String at = root;
    String below = packageName.substring(root.length());
    for (String name : below.isEmpty() ? new String[0] : below.substring(1).split("\\.")) {
      at += "." + name;
      Segment segment =
          reader.read(name, Optional.ofNullable(elements.getPackageElement(at)), route);
      if (segment.kind() != Segment.Kind.GROUP) {
        segments.add(segment);
      }
    }
    RouteUrl url = new RouteUrl(List.copyOf(segments));
    url.check(route, report);
    return url;
  }

  private void check(TypeElement route, Diagnostics report) {
    Set<String> names = new HashSet<>();
    for (int i = 0; i < segments.size(); i++) {
      Segment segment = segments.get(i);
      if (segment.isVariable() && !names.add(segment.name())) {
        report.error(
            route,
            "The URL " + template() + " has two variables '" + segment.name() + "'; rename one.");
      }
      if (segment.isCatchAll() && i < segments.size() - 1) {
        report.error(
            route,
            "The URL "
                + template()
                + " goes on after the catch-all '"
                + segment.name()
                + "', which takes everything; move this Route above it.");
      }
    }
  }

  String template() {
    return segments.isEmpty()
        ? "/"
        : segments.stream().map(Segment::template).collect(Collectors.joining());
  }

  /** Equal for two URLs that match the same paths. */
  String shape() {
    return segments.stream().map(Segment::shape).collect(Collectors.joining());
  }

  Optional<Segment> variable(String name) {
    return segments.stream()
        .filter(segment -> segment.isVariable() && segment.name().equals(name))
        .findFirst();
  }

  List<String> variables() {
    return segments.stream().filter(Segment::isVariable).map(Segment::name).toList();
  }
}
