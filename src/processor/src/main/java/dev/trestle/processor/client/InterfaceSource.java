package dev.trestle.processor.client;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.element.TypeElement;

/** Writes the interface of one route, and the class behind it. */
final class InterfaceSource {
  private final Mirrors mirrors;
  private final Comments comments;
  private final JavaFile file;
  private final ClientRoute route;
  private final String name;

  InterfaceSource(
      Mirrors mirrors, Comments comments, JavaFile file, ClientRoute route, String name) {
    this.mirrors = mirrors;
    this.comments = comments;
    this.file = file;
    this.route = route;
    this.name = name;
  }

  void write() {
    List<MethodSource> methods = new ArrayList<>();
    StringBuilder declared = new StringBuilder();
    for (ClientCall call : route.calls()) {
      for (MethodSource method : methods(call)) {
        methods.add(method);
        declared
            .append("\n")
            .append(method.comment(comments.of(call.method())))
            .append("  ")
            .append(method.declaration())
            .append(";\n")
            .append(method.shorter(mirrors));
      }
    }
    String client = file.runtime("Client");
    String calls = name.replaceFirst("Client$", "Calls");
    file.add(head())
        .add("@" + file.name("javax.annotation.processing.Generated"))
        .add("(\"dev.trestle.processor.RouteProcessor\")\n")
        .add("public interface " + name + " {\n")
        .add(over(client, calls))
        .add(declared.toString());
    for (TypeElement type : mirrors.in(Place.top(name))) {
      file.add("\n").add(new MirrorSource(mirrors, comments, file).inInterface(type, "  "));
    }
    file.add("}\n\n").add(behind(client, calls, methods));
  }

  /** One for each result: called as the verb, further ones with what they are. */
  private List<MethodSource> methods(ClientCall call) {
    String verb = call.verb().toLowerCase(Locale.ROOT);
    Set<String> taken = new HashSet<>();
    List<MethodSource> methods = new ArrayList<>();
    for (Result result : call.results()) {
      String word = methods.isEmpty() ? "" : "As" + new ResultType(file, result).word();
      String called = verb + word;
      for (int i = 2; !taken.add(called); i++) {
        called = verb + word + i;
      }
      methods.add(new MethodSource(file, route.template(), call, result, called));
    }
    return methods;
  }

  private String head() {
    String said = comments.of(route.element()).text();
    String url = "{@code " + route.template() + "}";
    return Doc.comment(
        "", List.of(said.contains(url) ? said : said.isEmpty() ? url : url + "\n\n<p>" + said));
  }

  private String over(String client, String calls) {
    String change = file.name("java.util.function.UnaryOperator") + "<" + client + ">";
    return Doc.comment(
            "  ",
            List.of(
                "Of a service.",
                "",
                "@param client where it is, and how it is asked",
                "@return for any number of threads"))
        + "  static %s over(%s client) {\n    return new %s(client);\n  }\n\n"
            .formatted(name, client, calls)
        + Doc.comment(
            "  ",
            List.of(
                "The same, asked in another way: {@code with(client -> client.withHeader(…))}.",
                "",
                "@param change of the client",
                "@return a new one"))
        + "  %s with(%s change);\n".formatted(name, change);
  }

  private String behind(String client, String calls, List<MethodSource> methods) {
    String change = file.name("java.util.function.UnaryOperator") + "<" + client + ">";
    return "final class %1$s implements %2$s {\n  private final %3$s client;\n\n"
            .formatted(calls, name, client)
        + "  %1$s(%2$s client) {\n    this.client = %3$s.requireNonNull(client, \"client\");\n  }\n\n"
            .formatted(calls, client, file.name("java.util.Objects"))
        + "  @Override\n  public %s with(%s change) {\n".formatted(name, change)
        + "    return new %s(change.apply(client));\n  }\n".formatted(calls)
        + methods.stream()
            .map(m -> "\n  @Override\n  public " + m.declaration() + " {\n" + m.body() + "  }\n")
            .collect(Collectors.joining())
        + "}\n";
  }
}
