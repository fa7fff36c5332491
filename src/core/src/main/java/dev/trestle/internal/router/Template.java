package dev.trestle.internal.router;

import java.util.List;
import java.util.stream.Stream;

/**
 * A route's URL, parsed: {@code /api/users/{id}}, {@code /files/{rest+}}, {@code /docs/{rest*}}.
 *
 * @param segments in order; a catch-all only as the last
 */
record Template(List<Segment> segments) {
  enum Kind {
    LITERAL,
    VARIABLE,
    CATCH_ALL,
    OPTIONAL_CATCH_ALL
  }

  /**
   * One segment.
   *
   * @param kind what it matches
   * @param name the literal text, or the name of the variable
   */
  record Segment(Kind kind, String name) {}

  static Template parse(String template) {
    if (!template.startsWith("/")) {
      throw new IllegalArgumentException(
          "The route template '" + template + "' must begin with a slash");
    }
    List<Segment> segments =
        Stream.of(template.substring(1).split("/"))
            .filter(s -> !s.isEmpty())
            .map(Template::of)
            .toList();
    for (Segment segment : segments.subList(0, Math.max(0, segments.size() - 1))) {
      if (segment.kind() == Kind.CATCH_ALL || segment.kind() == Kind.OPTIONAL_CATCH_ALL) {
        throw new IllegalArgumentException(
            "The route template '" + template + "' goes on after the catch-all " + segment.name());
      }
    }
    return new Template(segments);
  }

  /** The names of the variables, in order. */
  List<String> variables() {
    return segments.stream().filter(s -> s.kind() != Kind.LITERAL).map(Segment::name).toList();
  }

  private static Segment of(String text) {
    if (!text.startsWith("{") || !text.endsWith("}")) {
      return new Segment(Kind.LITERAL, text);
    }
    String name = text.substring(1, text.length() - 1);
    if (name.endsWith("+")) {
      return new Segment(Kind.CATCH_ALL, name.substring(0, name.length() - 1));
    }
    if (name.endsWith("*")) {
      return new Segment(Kind.OPTIONAL_CATCH_ALL, name.substring(0, name.length() - 1));
    }
    return new Segment(Kind.VARIABLE, name);
  }
}
