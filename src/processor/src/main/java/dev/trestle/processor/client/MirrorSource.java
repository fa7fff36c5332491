package dev.trestle.processor.client;

import dev.trestle.processor.client.Mirrors.Use;
import dev.trestle.processor.lang.Annotations;
import dev.trestle.processor.lang.Enums;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.TypeParameterElement;
import javax.lang.model.util.ElementFilter;

/** Writes the client's own of a record or an enum. */
final class MirrorSource {
  private static final String NAMING = "tools.jackson.databind.annotation.JsonNaming";

  private final Mirrors mirrors;
  private final Comments comments;
  private final JavaFile file;

  MirrorSource(Mirrors mirrors, Comments comments, JavaFile file) {
    this.mirrors = mirrors;
    this.comments = comments;
    this.file = file;
  }

  /** In a file of its own, or in a record or an enum. */
  String of(TypeElement type, String indent) {
    return of(type, indent, "public ");
  }

  /** In an interface, whose types are public without a word. */
  String inInterface(TypeElement type, String indent) {
    return of(type, indent, "");
  }

  private String of(TypeElement type, String indent, String modifier) {
    return Types.isRecord(type)
        ? record(type, indent, modifier)
        : constants(type, indent, modifier);
  }

  private String constants(TypeElement type, String indent, String modifier) {
    String inner = indent + "  ";
    String constants =
        Enums.constants(type).stream()
            .map(constant -> constant(constant, inner))
            .collect(Collectors.joining(",\n"));
    return comment(type, indent, List.of())
        + annotations(type, indent)
        + indent
        + modifier
        + "enum "
        + mirrors.of(type).simple()
        + " {\n"
        + constants
        + constantsEnd(type, inner)
        + "\n"
        + indent
        + "}\n";
  }

  private String constant(Element constant, String indent) {
    String said = comments.of(constant).text();
    return (said.isEmpty() ? "" : Doc.comment(indent, List.of(said)))
        + annotations(constant, indent)
        + indent
        + constant.getSimpleName();
  }

  private String record(TypeElement type, String indent, String modifier) {
    Doc doc = comments.of(type);
    List<String> tags = new ArrayList<>();
    for (RecordComponentElement component : type.getRecordComponents()) {
      String name = component.getSimpleName().toString();
      if (doc.parameters().containsKey(name)) {
        tags.add("@param " + name + " " + doc.parameters().get(name));
      }
    }
    for (TypeParameterElement parameter : type.getTypeParameters()) {
      tags.add("@param <" + parameter + "> of what is in it");
    }
    Withers withers = new Withers(file, mirrors, type);
    String components =
        type.getRecordComponents().stream()
            .map(c ->
                annotations(c.getAccessor(), " ").replace('\n', ' ').stripLeading()
                    + withers.type(c)
                    + " "
                    + c.getSimpleName())
            .collect(Collectors.joining(", "));
    String generics =
        type.getTypeParameters().isEmpty()
            ? ""
            : type.getTypeParameters().stream()
                .map(Object::toString)
                .collect(Collectors.joining(", ", "<", ">"));
    return comment(type, indent, tags)
        + annotations(type, indent)
        + indent
        + modifier
        + "record "
        + mirrors.of(type).simple()
        + generics
        + "("
        + components
        + ") {"
        + body(type, withers, indent)
        + "}\n";
  }

  private String body(TypeElement type, Withers withers, String indent) {
    String inside =
        Stream.of(withers.source(indent + "  "), text(type, indent + "  "))
            .filter(part -> !part.isEmpty())
            .collect(Collectors.joining("\n"));
    String nested = nested(type, indent + "  ");
    String between = inside.isEmpty() || nested.isEmpty() ? "" : "\n";
    return inside.isEmpty() && nested.isEmpty() ? "" : "\n" + inside + between + nested + indent;
  }

  private String text(TypeElement type, String indent) {
    return hasTextOfItsOwn(type)
        ? Doc.comment(indent, List.of("Without values, which may be for no log."))
            + "%1$s@Override\n%1$spublic %2$s toString() {\n%1$s  return \"%3$s\";\n%1$s}\n"
                .formatted(indent, file.name("java.lang.String"), type.getSimpleName())
        : "";
  }

  /** As records do that keep something out of logs; what the compiler writes is final. */
  private static boolean hasTextOfItsOwn(TypeElement record) {
    return ElementFilter.methodsIn(record.getEnclosedElements()).stream()
        .filter(method -> method.getSimpleName().contentEquals("toString"))
        .filter(method -> method.getParameters().isEmpty())
        .anyMatch(method -> !method.getModifiers().contains(Modifier.FINAL));
  }

  private String constantsEnd(TypeElement type, String indent) {
    String nested = nested(type, indent);
    return nested.isEmpty() ? "" : ";\n\n" + nested.stripTrailing();
  }

  private String nested(TypeElement type, String indent) {
    return mirrors.in(mirrors.of(type)).stream()
        .map(inner -> of(inner, indent))
        .collect(Collectors.joining("\n"));
  }

  private String comment(TypeElement type, String indent, List<String> tags) {
    String said = comments.of(type).text();
    List<String> lines = new ArrayList<>();
    lines.add(said.isEmpty() ? "The service's {@code " + type.getSimpleName() + "}." : said);
    if (!tags.isEmpty()) {
      lines.add("");
      lines.addAll(tags);
    }
    return Doc.comment(indent, lines);
  }

  /** Those that say how it is written as JSON. */
  private static String annotations(Element element, String indent) {
    return element.getAnnotationMirrors().stream()
        .filter(MirrorSource::isOfJson)
        .map(annotation -> indent + annotation + "\n")
        .collect(Collectors.joining());
  }

  private static boolean isOfJson(AnnotationMirror annotation) {
    String name = Annotations.name(annotation);
    return name.startsWith("com.fasterxml.jackson.annotation.") || name.equals(NAMING);
  }

  /** Whether callers make one. */
  static boolean isSent(Mirrors mirrors, TypeElement type) {
    return mirrors.isUsed(type, Use.IN) || mirrors.isUsed(type, Use.TEXT);
  }
}
