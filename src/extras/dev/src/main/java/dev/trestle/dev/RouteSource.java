package dev.trestle.dev;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a new route says: something that compiles and answers, to be replaced. */
final class RouteSource {
  /** The verbs that can be asked for, in the order in which they are written. */
  static final List<String> VERBS = List.of("GET", "POST", "PUT", "PATCH", "DELETE");

  private static final Map<String, String> IMPORTS =
      Map.of(
          "UUID", "java.util.UUID",
          "LocalDate", "java.time.LocalDate",
          "List<String>", "java.util.List");

  private RouteSource() {}

  static String packageInfo(String packageName, UrlSegment segment) {
    return """
    @Segment("%s")
    package %s;

    import dev.trestle.Segment;
    """
        .formatted(segment.name(), packageName);
  }

  static String of(String packageName, UrlPath url, List<String> verbs) {
    TreeSet<String> imports = new TreeSet<>();
    url.variables().forEach(it -> imports.add(IMPORTS.getOrDefault(it.type(), "")));
    List<String> parts = new ArrayList<>(List.of("  private Route() {}"));
    if (verbs.contains("GET")) {
      parts.add(get(url));
    }
    if (verbs.stream().anyMatch(List.of("POST", "PUT", "PATCH")::contains)) {
      parts.add("  record Body(String name) {}");
    }
    for (String verb : verbs) {
      switch (verb) {
        case "GET" -> {}
        case "POST" -> {
          imports.add("dev.trestle.Response");
          parts.add(function(url, verb, "Response", "return Response.json(201, %s);"));
        }
        case "DELETE" ->
            parts.add("  public static void DELETE(" + parameters(url, List.of()) + ") {}");
        default -> parts.add(function(url, verb, "Body", "return %s;"));
      }
    }
    imports.remove("");
    return "package "
        + packageName
        + ";\n\n"
        + imports.stream().map(it -> "import " + it + ";\n").collect(Collectors.joining())
        + (imports.isEmpty() ? "" : "\n")
        + "/** {@code "
        + url.template()
        + "} */\npublic final class Route {\n"
        + String.join("\n\n", parts)
        + "\n}\n";
  }

  /** Answers what came in the path, so that one sees it arrive. */
  private static String get(UrlPath url) {
    List<UrlSegment> variables = url.variables();
    boolean none = variables.isEmpty();
    String names = variables.stream().map(UrlSegment::name).collect(Collectors.joining(", "));
    return "  record Answer(%s) {}\n\n  public static Answer GET(%s) {\n    return new Answer(%s);\n  }"
        .formatted(
            none ? "String message" : parameters(url, List.of()),
            parameters(url, List.of()),
            none ? "\"Hello\"" : names);
  }

  private static String function(UrlPath url, String verb, String result, String statement) {
    List<String> taken = url.variables().stream().map(UrlSegment::name).toList();
    String body =
        Stream.iterate("body", it -> it + "_")
            .filter(it -> !taken.contains(it))
            .findFirst()
            .orElseThrow();
    return "  public static %s %s(%s) {\n    %s\n  }"
        .formatted(
            result, verb, parameters(url, List.of("Body " + body)), statement.formatted(body));
  }

  private static String parameters(UrlPath url, List<String> more) {
    List<String> all = new ArrayList<>();
    url.variables().forEach(it -> all.add(it.type() + " " + it.name()));
    all.addAll(more);
    return String.join(", ", all);
  }
}
