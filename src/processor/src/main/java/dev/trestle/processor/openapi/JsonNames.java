package dev.trestle.processor.openapi;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;

/** What Jackson's annotations say of records and enums. */
final class JsonNames {
  private static final String JACKSON = "com.fasterxml.jackson.annotation.";
  private static final String NAMING = "tools.jackson.databind.annotation.JsonNaming";

  private JsonNames() {}

  /** What a component or a constant is called in JSON. */
  static String of(Element element) {
    return find(element, "JsonProperty")
        .map(annotation -> Limits.values(annotation).getOrDefault("value", "").toString())
        .filter(name -> !name.isEmpty())
        .orElseGet(
            () -> strategy(element.getEnclosingElement(), element.getSimpleName().toString()));
  }

  private static String strategy(Element type, String name) {
    String strategy =
        type.getAnnotationMirrors().stream()
            .filter(a -> a.getAnnotationType().toString().equals(NAMING))
            .map(a -> String.valueOf(Limits.values(a).get("value")))
            .findFirst()
            .orElse("");
    String snake = name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    return strategy.endsWith(".SnakeCaseStrategy")
        ? snake
        : strategy.endsWith(".KebabCaseStrategy") ? snake.replace('_', '-') : name;
  }

  /** Whether a component is neither read nor written. */
  static boolean isIgnored(RecordComponentElement component) {
    return find(component, "JsonIgnore").isPresent();
  }

  /** Whether a component is left out of what is written, if it has no value. */
  static boolean isLeftOut(RecordComponentElement component) {
    return find(component, "JsonInclude")
        .or(() -> find(component.getEnclosingElement(), "JsonInclude"))
        .map(annotation -> Limits.values(annotation).get("value"))
        .filter(value ->
            value instanceof VariableElement v && !v.getSimpleName().contentEquals("ALWAYS"))
        .isPresent();
  }

  /** The component that a record is written as, if it is marked as its value. */
  static Optional<? extends RecordComponentElement> value(TypeElement record) {
    return record.getRecordComponents().stream()
        .filter(component -> find(component, "JsonValue").isPresent())
        .findFirst();
  }

  private static Optional<AnnotationMirror> find(Element element, String name) {
    Stream<? extends AnnotationMirror> more =
        element instanceof RecordComponentElement component
            ? component.getAccessor().getAnnotationMirrors().stream()
            : Stream.of();
    return Stream.concat(element.getAnnotationMirrors().stream(), more)
        .filter(a -> a.getAnnotationType().toString().equals(JACKSON + name))
        .<AnnotationMirror>map(a -> a)
        .findFirst();
  }
}
