package dev.trestle.processor;

import dev.trestle.processor.lang.Names;
import dev.trestle.processor.lang.Quoted;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The text of the generated classes. */
final class SourceWriter {
  private SourceWriter() {}

  /** The class beside a {@code Route} that calls its functions. */
  static String binding(
      RouteClass route, String packageName, List<Function> functions, Parsers parsers) {
    StringBuilder methods = new StringBuilder();
    for (Function function : functions) {
      methods
          .append("\n  private static Response ")
          .append(methodName(function.verb()))
          .append(function.throwing() ? "(Call call) throws Exception {\n" : "(Call call) {\n");
      function.statements().forEach(s -> methods.append("    ").append(s).append('\n'));
      methods.append("  }\n");
      function.helpers().forEach(methods::append);
    }
    String handlers =
        functions.stream()
            .flatMap(f ->
                f.verbs().stream()
                    .map(verb ->
                        "\n        .on(Verb."
                            + verb
                            + ", "
                            + Names.BINDING
                            + "::"
                            + methodName(f.verb())
                            + ")"))
            .collect(Collectors.joining());
    String body =
        """
        /** Calls the functions of {@link Route}. */
        @Generated("dev.trestle.processor.RouteProcessor")
        public final class RouteBinding {
        %s  private RouteBinding() {}

          /** The route, at the URL that its folder has. */
          public static RouteDefinition at(String template) {
            return RouteDefinition.at(template, "%s")%s;
          }
        %s}
        """
            .formatted(parsers.declarations(), route.name(), handlers + parsers.needs(), methods);
    return "package " + packageName + ";\n\n" + imports(body) + "\n" + body;
  }

  private static String imports(String body) {
    Set<String> imports = new TreeSet<>();
    imports.add("dev.trestle.Response");
    imports.add("dev.trestle.Verb");
    imports.add("dev.trestle.spi.Call");
    imports.add("dev.trestle.spi.RouteDefinition");
    imports.add("javax.annotation.processing.Generated");
    if (body.contains("HttpError.")) {
      imports.add("dev.trestle.HttpError");
    }
    if (body.contains("Objects.")) {
      imports.add("java.util.Objects");
    }
    if (body.contains("Parser.")) {
      imports.add("dev.trestle.spi.Parser");
    }
    return imports.stream().map(name -> "import " + name + ";\n").collect(Collectors.joining());
  }

  private static String methodName(String verb) {
    return verb.toLowerCase(Locale.ROOT);
  }

  /** The class in the root package that lists all routes. */
  static String table(String packageName, List<RouteClass> routes, List<String> provided) {
    String list =
        routes.stream()
            .map(route ->
                "\n        "
                    + route.name().replaceFirst("Route$", Names.BINDING)
                    + ".at("
                    + Quoted.text(route.url().template())
                    + ")"
                    + policies(route))
            .collect(Collectors.joining(","));
    return """
    package %s;

    %simport dev.trestle.spi.RouteDefinition;
    import dev.trestle.spi.RouteTable;
    %simport java.util.List;
    import javax.annotation.processing.Generated;

    /** Every route below this package. */
    @Generated("dev.trestle.processor.RouteProcessor")
    public final class Routes implements RouteTable {
      /** The table has no state: any number of them are equal. */
      public Routes() {}

      @Override
      public List<RouteDefinition> routes() {
        return List.of(%s);
      }
    %s}
    """
        .formatted(
            packageName,
            list.contains("Policy.")
                ? "import dev.trestle.Verb;\nimport dev.trestle.spi.Policy;\n"
                : "",
            list.contains("Duration.") ? "import java.time.Duration;\n" : "",
            list,
            provides(provided));
  }

  private static String provides(List<String> provided) {
    return provided.isEmpty()
        ? ""
        : """

          @Override
          public List<Class<?>> provides() {
            return List.of(%s);
          }
        """
            .formatted(provided.stream().map(t -> t + ".class").collect(Collectors.joining(", ")));
  }

  private static String policies(RouteClass route) {
    return route.verbs().stream()
        .filter(route.policies()::containsKey)
        .map(verb -> "\n            .with(Verb." + verb + ", " + route.policies().get(verb) + ")")
        .collect(Collectors.joining());
  }
}
