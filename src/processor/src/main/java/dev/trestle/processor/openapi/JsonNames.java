package dev.trestle.processor.openapi;

import dev.trestle.processor.lang.Annotations;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;

/** What Jackson's annotations say of records and enums. */
final class JsonNames {
  private static final String JACKSON = "com.fasterxml.jackson.annotation.";
  private static final String DATABIND = "tools.jackson.databind.annotation.";

  /** With which a component is written in a way of its own. */
  private static final List<String> OWN =
      List.of(
          JACKSON + "JsonFormat",
          JACKSON + "JsonRawValue",
          DATABIND + "JsonSerialize",
          DATABIND + "JsonDeserialize");

  private JsonNames() {}

  /** What a component or a constant is called in JSON. */
  static String of(Element element) {
    return find(element, "JsonProperty")
        .map(annotation -> Annotations.values(annotation).getOrDefault("value", "").toString())
        .filter(name -> !name.isEmpty())
        .orElseGet(
            () -> strategy(element.getEnclosingElement(), element.getSimpleName().toString()));
  }

  private static String strategy(Element type, String name) {
    String strategy =
        Annotations.find(type, DATABIND + "JsonNaming")
            .map(annotation -> String.valueOf(Annotations.values(annotation).get("value")))
            .orElse("");
    return switch (strategy.substring(strategy.lastIndexOf('.') + 1)) {
      case "SnakeCaseStrategy" -> snake(name);
      case "UpperSnakeCaseStrategy" -> snake(name).toUpperCase(Locale.ROOT);
      case "KebabCaseStrategy" -> words(name, "-");
      case "LowerDotCaseStrategy" -> words(name, ".");
      case "LowerCaseStrategy" -> name.toLowerCase(Locale.ROOT);
      case "UpperCamelCaseStrategy" ->
          name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
      default -> name;
    };
  }

  /** As Jackson does: several capitals are one word, with the small letters after them. */
  private static String snake(String name) {
    return name.replaceAll("(?<=[^A-Z_])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
  }

  /** As Jackson does: of several capitals the last begins a word. */
  private static String words(String name, String between) {
    return name.replaceAll("(?<=[^A-Z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][^A-Z])", between)
        .toLowerCase(Locale.ROOT);
  }

  /** Whether a component is neither read nor written. */
  static boolean isIgnored(RecordComponentElement component) {
    return find(component, "JsonIgnore").isPresent();
  }

  /** Whether the type of a component does not tell what it is in JSON. */
  static boolean isOfItsOwn(RecordComponentElement component) {
    return Annotations.of(component).stream().map(Annotations::name).anyMatch(OWN::contains);
  }

  /** Whether a component is left out of what is written, if it has no value. */
  static boolean isLeftOut(RecordComponentElement component) {
    return find(component, "JsonInclude")
        .or(() -> find(component.getEnclosingElement(), "JsonInclude"))
        .map(annotation -> Annotations.values(annotation).get("value"))
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

  /** One of Jackson's annotations, by its simple name. */
  static Optional<AnnotationMirror> find(Element element, String name) {
    List<? extends AnnotationMirror> all =
        element instanceof RecordComponentElement component
            ? Annotations.of(component)
            : element.getAnnotationMirrors();
    return all.stream()
        .filter(annotation -> Annotations.name(annotation).equals(JACKSON + name))
        .<AnnotationMirror>map(annotation -> annotation)
        .findFirst();
  }
}
