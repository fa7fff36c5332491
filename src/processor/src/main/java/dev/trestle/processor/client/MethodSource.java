package dev.trestle.processor.client;

import dev.trestle.processor.client.ClientCall.Header;
import dev.trestle.processor.client.Input.Kind;
import dev.trestle.processor.lang.JavaTypes;
import dev.trestle.processor.lang.Names;
import dev.trestle.processor.lang.Quoted;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;

/** Writes the methods of a client for one result of one call. */
final class MethodSource {
  private final JavaFile file;
  private final String template;
  private final ClientCall call;
  private final Result result;
  private final ResultType answered;
  private final String called;
  private final List<String> parameters;

  /**
   * @param template of the URL
   * @param called the method's name
   */
  MethodSource(JavaFile file, String template, ClientCall call, Result result, String called) {
    this.file = file;
    this.template = template;
    this.call = call;
    this.result = result;
    this.answered = new ResultType(file, result);
    this.called = called;
    this.parameters = parameters(call);
  }

  /** Names that Java takes, each once. */
  private static List<String> parameters(ClientCall call) {
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

  /** Its head, without modifiers. */
  String declaration() {
    return declaration(call.inputs(), parameters);
  }

  private String declaration(List<Input> inputs, List<String> names) {
    String declared =
        IntStream.range(0, names.size())
            .mapToObj(i -> type(inputs.get(i)) + " " + names.get(i))
            .collect(Collectors.joining(", "));
    return answered.source() + " " + called + "(" + declared + ")";
  }

  private String type(Input input) {
    return switch (input.kind()) {
      case SEGMENTS -> "%s<%s>".formatted(file.name(Names.LIST), file.name("java.lang.String"));
      case FORM_DATA -> file.runtime("FormData");
      case CONTENT -> file.runtime("Content");
      case VARIABLE -> input.type().map(file::text).orElseGet(() -> file.name("java.lang.String"));
      case QUERY, BODY, FORM -> file.type(input.type().orElseThrow());
    };
  }

  private String returned() {
    return result.kind() == Result.Kind.NONE ? "" : "return ";
  }

  /** Its statement. */
  String body() {
    StringBuilder body =
        new StringBuilder("    ")
            .append(returned())
            .append(
                "this.client\n        .call(\"%s\", %s)"
                    .formatted(call.verb(), Quoted.text(template)));
    if (!result.accept().isEmpty()) {
      body.append("\n        .accept(").append(Quoted.text(result.accept())).append(")");
    }
    for (int i = 0; i < parameters.size(); i++) {
      body.append(fill(call.inputs().get(i), parameters.get(i)));
    }
    return body.append("\n        .").append(answered.reading()).append(";\n").toString();
  }

  private String fill(Input input, String argument) {
    return switch (input.kind()) {
      case VARIABLE, SEGMENTS ->
          "\n        .variable(" + Quoted.text(input.name()) + ", " + argument + ")";
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
    return record(input).getRecordComponents().stream()
        .map(component -> component.getSimpleName().toString());
  }

  private static TypeElement record(Input input) {
    return JavaTypes.element((DeclaredType) input.type().orElseThrow());
  }

  /**
   * Its comment.
   *
   * @param doc that of the function
   */
  String comment(Doc doc) {
    List<String> lines = new ArrayList<>();
    String url = "{@code " + call.verb() + " " + template + "}";
    lines.add(doc.text().isEmpty() ? url : doc.text() + "\n\n<p>" + url);
    for (Header header : call.headers()) {
      String said = Doc.text(header.description());
      lines.add(
          "\n<p>Reads the %s {@code %s}%s"
              .formatted(header.place(), header.name(), said.isEmpty() ? "." : ": " + said));
    }
    lines.add("");
    for (int i = 0; i < parameters.size(); i++) {
      Input input = call.inputs().get(i);
      lines.add("@param " + parameters.get(i) + " " + doc.of(input.name(), Text.meaning(input)));
    }
    if (result.kind() != Result.Kind.NONE) {
      lines.add("@return " + Text.meaning(result));
    }
    lines.add(
        "@throws "
            + file.runtime("ClientException")
            + " "
            + call.errors().stream()
                .map(error -> Doc.text(error).replaceFirst("\\.$", "") + "; ")
                .collect(Collectors.joining())
            + "for any answer that is no success");
    lines.add(
        "@throws "
            + file.name("java.io.UncheckedIOException")
            + " if the service cannot be reached, or is not in time");
    return Doc.comment("  ", lines);
  }

  /** The same without a query string of which nothing has to be there; empty without such. */
  String shorter(Mirrors mirrors) {
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
    List<String> names = new ArrayList<>(parameters);
    names.remove(at);
    List<String> arguments = new ArrayList<>(parameters);
    arguments.set(at, file.name(record(open.get())) + ".of()");
    List<String> lines = new ArrayList<>();
    lines.add("The same without {@code " + parameters.get(at) + "}.");
    lines.add("");
    names.forEach(name -> lines.add("@param " + name + " see there"));
    if (result.kind() != Result.Kind.NONE) {
      lines.add("@return see there");
    }
    return "\n"
        + Doc.comment("  ", lines)
        + "  default %s {\n    %s%s(%s);\n  }\n"
            .formatted(declaration(rest, names), returned(), called, String.join(", ", arguments));
  }
}
