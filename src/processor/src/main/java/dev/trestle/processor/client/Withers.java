package dev.trestle.processor.client;

import dev.trestle.processor.client.Mirrors.Use;
import dev.trestle.processor.lang.Annotations;
import dev.trestle.processor.lang.JavaTypes;
import dev.trestle.processor.lang.Names;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeMirror;

/**
 * The components of a record, and methods to make one without those that may be left out: {@code
 * Newest.of().limit(2)}.
 */
final class Withers {
  private static final Map<String, String> PRIMITIVES =
      Map.of(
          "Integer",
          "int",
          "Long",
          "long",
          "Double",
          "double",
          "Boolean",
          "boolean",
          "Short",
          "short",
          "Byte",
          "byte",
          "Float",
          "float",
          "Character",
          "char");

  private final JavaFile file;
  private final TypeElement record;
  private final boolean text;
  private final boolean sent;

  Withers(JavaFile file, Mirrors mirrors, TypeElement record) {
    this.file = file;
    this.record = record;
    this.text = mirrors.isUsed(record, Use.TEXT);
    this.sent = MirrorSource.isSent(mirrors, record);
  }

  /** What has a default in a URL or a form may be left out there. */
  String type(RecordComponentElement component) {
    return hasDefault(component)
        ? file.name(Names.OPTIONAL) + "<" + boxed(component.asType()) + ">"
        : plain(component.asType());
  }

  private String boxed(TypeMirror type) {
    return type.getKind().isPrimitive() ? file.boxed(type) : plain(type);
  }

  private String plain(TypeMirror type) {
    return text ? file.text(type) : file.type(type);
  }

  private boolean hasDefault(RecordComponentElement component) {
    return text && Annotations.value(component, Names.DEFAULT).isPresent();
  }

  /** What may be left out: optional, a change, or in a URL or a form a list. */
  boolean isOpen(RecordComponentElement component) {
    String name = JavaTypes.name(component.asType());
    return hasDefault(component)
        || name.equals(Names.OPTIONAL)
        || name.equals(Names.CHANGE)
        || text && name.equals(Names.LIST);
  }

  /** Whether one can be made of nothing. */
  boolean isAllOpen() {
    return hasMethods() && record.getRecordComponents().stream().allMatch(this::isOpen);
  }

  private boolean hasMethods() {
    return sent
        && record.getTypeParameters().isEmpty()
        && record.getRecordComponents().stream().anyMatch(this::isOpen)
        && record.getRecordComponents().stream()
            .noneMatch(component -> component.getSimpleName().contentEquals("of"));
  }

  String source(String indent) {
    if (!hasMethods()) {
      return "";
    }
    List<? extends RecordComponentElement> all = record.getRecordComponents();
    return of(all, indent)
        + all.stream()
            .filter(this::isOpen)
            .map(component -> "\n" + with(component, all, indent))
            .collect(Collectors.joining());
  }

  private String of(List<? extends RecordComponentElement> all, String indent) {
    List<RecordComponentElement> needed =
        all.stream().filter(c -> !isOpen(c)).map(c -> (RecordComponentElement) c).toList();
    String self = file.name(record);
    String parameters =
        needed.stream()
            .map(c -> type(c) + " " + c.getSimpleName())
            .collect(Collectors.joining(", "));
    String arguments =
        all.stream()
            .map(c -> isOpen(c) ? nothing(c) : c.getSimpleName().toString())
            .collect(Collectors.joining(", "));
    List<String> lines =
        Stream.of(
                Stream.of("Without what may be left out.", ""),
                needed.stream().map(c -> "@param " + c.getSimpleName() + " see above"),
                Stream.of("@return to be sent, or to be filled"))
            .flatMap(s -> s)
            .toList();
    return Doc.comment(indent, lines)
        + "%1$spublic static %2$s of(%3$s) {\n%1$s  return new %2$s(%4$s);\n%1$s}\n"
            .formatted(indent, self, parameters, arguments);
  }

  private String nothing(RecordComponentElement component) {
    return switch (JavaTypes.name(component.asType())) {
      case Names.CHANGE -> file.runtime("Change") + ".none()";
      case Names.LIST -> file.name(Names.LIST) + ".of()";
      default -> file.name(Names.OPTIONAL) + ".empty()";
    };
  }

  private String with(
      RecordComponentElement changed, List<? extends RecordComponentElement> all, String indent) {
    String name = changed.getSimpleName().toString();
    String arguments =
        all.stream()
            .map(c -> c.equals(changed) ? value(c) : c.getSimpleName().toString())
            .collect(Collectors.joining(", "));
    List<String> lines =
        List.of(
            "The same with this {@code " + name + "}.",
            "",
            "@param " + name + " see above",
            "@return a new one");
    return Doc.comment(indent, lines)
        + "%1$spublic %2$s %3$s(%4$s %3$s) {\n%1$s  return new %2$s(%5$s);\n%1$s}\n"
            .formatted(indent, file.name(record), name, inner(changed), arguments);
  }

  private String value(RecordComponentElement component) {
    String name = component.getSimpleName().toString();
    return switch (JavaTypes.name(component.asType())) {
      case Names.CHANGE -> file.runtime("Change") + ".to(" + name + ")";
      case Names.LIST -> name;
      default -> file.name(Names.OPTIONAL) + ".of(" + name + ")";
    };
  }

  /** What a caller gives: of a change null too, so that is no primitive. */
  private String inner(RecordComponentElement component) {
    String name = JavaTypes.name(component.asType());
    if (name.equals(Names.LIST) || hasDefault(component)) {
      return plain(component.asType());
    }
    String inner = plain(JavaTypes.argument(component.asType()).orElse(component.asType()));
    return name.equals(Names.CHANGE) ? inner : PRIMITIVES.getOrDefault(inner, inner);
  }
}
