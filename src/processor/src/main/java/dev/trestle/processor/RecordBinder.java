package dev.trestle.processor;

import dev.trestle.processor.lang.Annotations;
import dev.trestle.processor.lang.JavaTypes;
import dev.trestle.processor.lang.Names;
import dev.trestle.processor.lang.Quoted;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeMirror;

/** Reads a record from the query string or a form, component by component. */
final class RecordBinder {
  private final Diagnostics diagnostics;
  private final Parsers parsers;
  private final Source source;

  RecordBinder(Diagnostics diagnostics, Parsers parsers, Source source) {
    this.diagnostics = diagnostics;
    this.parsers = parsers;
    this.source = source;
  }

  /** Where the values come from. */
  enum Source {
    QUERY("query", "query parameter"),
    FORM("form", "form field");

    private final String method;
    private final String value;

    Source(String method, String value) {
      this.method = method;
      this.value = value;
    }
  }

  /** A method of the given name that makes the record. */
  String helper(String name, TypeElement record) {
    List<String> components =
        record.getRecordComponents().stream().map(c -> c.getSimpleName().toString()).toList();
    String reader = unused(source.method, components);
    List<String> lines = new ArrayList<>();
    lines.add("var " + reader + " = call." + source.method + "();");
    for (RecordComponentElement component : record.getRecordComponents()) {
      lines.add("var " + component.getSimpleName() + " = " + reader + "." + read(component) + ";");
    }
    lines.add(
        "return %s.make(() -> new %s(%s));"
            .formatted(reader, record.getQualifiedName(), String.join(", ", components)));
    return "\n  private static %s %s(Call %s) {\n%s  }\n"
        .formatted(
            record.getQualifiedName(),
            name,
            "call",
            lines.stream().map(line -> "    " + line + "\n").collect(Collectors.joining()));
  }

  private static String unused(String wanted, List<String> taken) {
    return Stream.iterate(wanted, name -> name + "_")
        .filter(n -> !taken.contains(n))
        .findFirst()
        .get();
  }

  private String read(RecordComponentElement component) {
    String name = Quoted.text(component.getSimpleName().toString());
    Optional<String> otherwise = otherwise(component);
    Optional<TypeMirror> optional = JavaTypes.argument(component.asType(), Set.of(Names.OPTIONAL));
    Optional<TypeMirror> list = JavaTypes.argument(component.asType(), Set.of(Names.LIST));
    TypeMirror type = optional.or(() -> list).orElse(component.asType());
    if (source == Source.FORM && JavaTypes.name(type).equals(Names.UPLOAD)) {
      return upload(component, name, optional.isPresent(), list.isPresent());
    }
    Optional<SimpleType> simple = SimpleType.of(type);
    if (simple.isEmpty()) {
      diagnostics.error(
          component,
          "The "
              + source.value
              + " '"
              + component.getSimpleName()
              + "' cannot be a "
              + component.asType()
              + "; use "
              + (source == Source.FORM ? "Upload, " : "")
              + SimpleType.LIST
              + ", an Optional or a List of one.");
      return "";
    }
    String parser = parsers.expression(simple.get());
    if (otherwise.isPresent() && (optional.isPresent() || list.isPresent())) {
      diagnostics.error(
          component,
          "'"
              + component.getSimpleName()
              + "' is "
              + (list.isPresent() ? "a List" : "an Optional")
              + ", which needs no @Default: it is empty when the client leaves it out; take one away.");
    } else if (otherwise.isPresent() && !simple.get().reads(otherwise.get())) {
      diagnostics.error(
          component,
          "'"
              + component.getSimpleName()
              + "' has @Default(\""
              + otherwise.get()
              + "\"), which is no "
              + type
              + "; write one as a client would.");
    }
    if (optional.isPresent()) {
      return "optional(" + name + ", " + parser + ")";
    }
    if (list.isPresent()) {
      return "all(" + name + ", " + parser + ")";
    }
    return otherwise
        .map(text -> "withDefault(" + name + ", " + parser + ", " + Quoted.text(text) + ")")
        .orElse("required(" + name + ", " + parser + ")");
  }

  private String upload(
      RecordComponentElement component, String name, boolean optional, boolean list) {
    if (otherwise(component).isPresent()) {
      diagnostics.error(
          component,
          "'"
              + component.getSimpleName()
              + "' is an Upload, which has no @Default; make it an Optional<Upload>.");
    }
    if (optional) {
      return "optionalUpload(" + name + ")";
    }
    return list ? "uploads(" + name + ")" : "upload(" + name + ")";
  }

  private static Optional<String> otherwise(RecordComponentElement component) {
    return Annotations.value(component, Names.DEFAULT);
  }
}
