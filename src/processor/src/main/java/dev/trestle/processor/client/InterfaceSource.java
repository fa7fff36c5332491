package dev.trestle.processor.client;

import dev.trestle.processor.client.Input.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;

/** Writes the interface of one route, and the class behind it. */
final class InterfaceSource {
  private static final String FAILS =
      "@throws UncheckedIOException if the service cannot be reached, or is not in time";

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

  /** One method. */
  private record Method(String declaration, String body) {}

  void write() {
    List<Method> methods = new ArrayList<>();
    StringBuilder declared = new StringBuilder();
    for (ClientCall call : route.calls()) {
      for (Result result : call.results()) {
        Method method = method(call, result, result.equals(call.results().getFirst()));
        methods.add(method);
        declared
            .append("\n")
            .append(comment(call, result))
            .append("  ")
            .append(method.declaration());
        declared.append(";\n").append(shorter(call, result));
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
      file.add("\n")
          .add(
              new MirrorSource(mirrors, comments, file)
                  .of(type, "  ")
                  .replace("  public record ", "  record ")
                  .replace("  public enum ", "  enum "));
    }
    file.add("}\n\n").add(behind(client, calls, methods));
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

  private String behind(String client, String calls, List<Method> methods) {
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

  private Method method(ClientCall call, Result result, boolean first) {
    List<String> names = names(call);
    String parameters =
        Stream.iterate(0, i -> i < names.size(), i -> i + 1)
            .map(i -> type(call.inputs().get(i)) + " " + names.get(i))
            .collect(Collectors.joining(", "));
    StringBuilder body = new StringBuilder("    ");
    body.append(result.kind() == Result.Kind.NONE ? "" : "return ")
        .append(
            "this.client\n        .call(\"%s\", %s)"
                .formatted(call.verb(), Text.literal(route.template())));
    if (!result.accept().isEmpty()) {
      body.append("\n        .accept(").append(Text.literal(result.accept())).append(")");
    }
    for (int i = 0; i < names.size(); i++) {
      body.append(fill(call.inputs().get(i), names.get(i)));
    }
    body.append("\n        .").append(ending(result)).append(";\n");
    return new Method(
        answer(result) + " " + called(call, result, first) + "(" + parameters + ")",
        body.toString());
  }

  private String fill(Input input, String argument) {
    return switch (input.kind()) {
      case VARIABLE, SEGMENTS ->
          "\n        .variable(" + Text.literal(input.name()) + ", " + argument + ")";
      case QUERY ->
          components(input)
              .map(c -> "\n        .query(\"%1$s\", %2$s.%1$s())".formatted(c, argument))
              .collect(Collectors.joining());
      case FORM ->
          "\n        .body(%s.of()%s)"
              .formatted(
                  file.runtime("FormData"),
                  components(input)
                      .map(c -> ".with(\"%1$s\", %2$s.%1$s())".formatted(c, argument))
                      .collect(Collectors.joining()));
      case BODY, FORM_DATA, CONTENT -> "\n        .body(" + argument + ")";
    };
  }

  private static Stream<String> components(Input input) {
    return Types.element((DeclaredType) input.type().orElseThrow()).getRecordComponents().stream()
        .map(component -> component.getSimpleName().toString());
  }

  private String ending(Result result) {
    String reference =
        result
            .type()
            .map(type ->
                "new %s<%s>() {}"
                    .formatted(
                        file.name("tools.jackson.core.type.TypeReference"), element(result, type)))
            .orElse("");
    return switch (result.kind()) {
      case NONE -> "none()";
      case RAW -> "raw()";
      case JSON, LIST -> "json(" + reference + ")";
      case OPTIONAL -> "optional(" + reference + ")";
      case STREAM -> "stream(" + reference + ")";
      case EVENTS -> "events(" + reference + ")";
    };
  }

  private String element(Result result, TypeMirror type) {
    return result.kind() == Result.Kind.LIST
        ? file.name("java.util.List") + "<" + file.boxed(type) + ">"
        : file.boxed(type);
  }

  private String answer(Result result) {
    String type = result.type().map(t -> element(result, t)).orElse("");
    return switch (result.kind()) {
      case NONE -> "void";
      case RAW -> file.runtime("Received");
      case JSON -> result.type().map(file::type).orElseThrow();
      case LIST -> type;
      case OPTIONAL -> file.name(Types.OPTIONAL) + "<" + type + ">";
      case STREAM -> file.name("java.util.stream.Stream") + "<" + type + ">";
      case EVENTS ->
          file.name("java.util.stream.Stream")
              + "<"
              + file.runtime("ServerEvent")
              + "<"
              + type
              + ">>";
    };
  }

  /** The verb; of further results with what they are. */
  private String called(ClientCall call, Result result, boolean first) {
    String verb = call.verb().toLowerCase(Locale.ROOT);
    if (first) {
      return verb;
    }
    return verb
        + "As"
        + switch (result.kind()) {
          case NONE -> "Nothing";
          case STREAM -> "Stream";
          case EVENTS -> "Events";
          case RAW ->
              Stream.of(
                      result
                          .accept()
                          .replaceFirst("^[^/]*/", "")
                          .replaceFirst(";.*", "")
                          .split("[^A-Za-z0-9]+"))
                  .map(InterfaceName::capital)
                  .collect(Collectors.joining());
          default ->
              InterfaceName.capital(
                  result
                      .type()
                      .map(t -> element(result, t))
                      .orElse("")
                      .replaceAll("[^A-Za-z0-9]", ""));
        };
  }

  private String type(Input input) {
    return switch (input.kind()) {
      case SEGMENTS ->
          "%s<%s>".formatted(file.name("java.util.List"), file.name("java.lang.String"));
      case FORM_DATA -> file.runtime("FormData");
      case CONTENT -> file.runtime("Content");
      default -> input.type().map(file::type).orElseGet(() -> file.name("java.lang.String"));
    };
  }

  /** Parameters that Java takes, each once. */
  private static List<String> names(ClientCall call) {
    Set<String> taken = new HashSet<>();
    List<String> names = new ArrayList<>();
    for (Input input : call.inputs()) {
      String name = input.name();
      while (!SourceVersion.isName(name) || !taken.add(name)) {
        name += "_";
      }
      names.add(name);
    }
    return names;
  }

  private String comment(ClientCall call, Result result) {
    Doc doc = comments.of(call.method());
    List<String> lines = new ArrayList<>();
    String url = "{@code " + call.verb() + " " + route.template() + "}";
    lines.add(doc.text().isEmpty() ? url : doc.text() + "\n\n<p>" + url);
    lines.add("");
    List<String> names = names(call);
    for (int i = 0; i < names.size(); i++) {
      Input input = call.inputs().get(i);
      lines.add("@param " + names.get(i) + " " + doc.of(input.name(), Text.meaning(input)));
    }
    if (result.kind() != Result.Kind.NONE) {
      lines.add("@return " + Text.meaning(result));
    }
    file.name("java.io.UncheckedIOException");
    lines.add(
        "@throws "
            + file.runtime("ClientException")
            + " "
            + call.errors().stream()
                .map(error -> error.replaceFirst("\\.$", "") + "; ")
                .collect(Collectors.joining())
            + "for any answer that is no success");
    lines.add(FAILS);
    return Doc.comment("  ", lines);
  }

  /** Without a query string of which nothing has to be there. */
  private String shorter(ClientCall call, Result result) {
    List<String> names = names(call);
    Optional<Input> open =
        call.inputs().stream()
            .filter(input -> input.kind() == Kind.QUERY)
            .filter(input -> new Withers(file, mirrors, record(input)).isAllOpen())
            .findFirst();
    if (open.isEmpty()) {
      return "";
    }
    int at = call.inputs().indexOf(open.get());
    List<Input> rest = new ArrayList<>(call.inputs());
    rest.remove(at);
    List<String> restNames = new ArrayList<>(names);
    restNames.remove(at);
    String parameters =
        Stream.iterate(0, i -> i < rest.size(), i -> i + 1)
            .map(i -> type(rest.get(i)) + " " + restNames.get(i))
            .collect(Collectors.joining(", "));
    List<String> arguments = new ArrayList<>(names);
    arguments.set(at, file.name(record(open.get())) + ".of()");
    String called = called(call, result, result.equals(call.results().getFirst()));
    List<String> lines = new ArrayList<>();
    lines.add("The same without {@code " + names.get(at) + "}.");
    lines.add("");
    restNames.forEach(name -> lines.add("@param " + name + " see there"));
    if (result.kind() != Result.Kind.NONE) {
      lines.add("@return see there");
    }
    return "\n"
        + Doc.comment("  ", lines)
        + "  default %s %s(%s) {\n    %s%s(%s);\n  }\n"
            .formatted(
                answer(result),
                called,
                parameters,
                result.kind() == Result.Kind.NONE ? "" : "return ",
                called,
                String.join(", ", arguments));
  }

  private static TypeElement record(Input input) {
    return Types.element((DeclaredType) input.type().orElseThrow());
  }
}
