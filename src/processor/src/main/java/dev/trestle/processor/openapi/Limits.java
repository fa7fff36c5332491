package dev.trestle.processor.openapi;

import dev.trestle.processor.lang.Annotations;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.type.TypeMirror;

/** What annotations say of a value: Jakarta Validation's as keywords of JSON Schema, and others. */
final class Limits {
  private static final String JAKARTA = "jakarta.validation.constraints.";

  private final List<? extends AnnotationMirror> annotations;

  private Limits(Stream<? extends AnnotationMirror> annotations) {
    this.annotations = annotations.toList();
  }

  /** Of a type where it is used. */
  static Limits of(TypeMirror type) {
    return new Limits(type.getAnnotationMirrors().stream());
  }

  /** Of a component, with what went on to its accessor and its type. */
  static Limits of(RecordComponentElement component) {
    return new Limits(
        Stream.concat(
            Annotations.of(component).stream(),
            component.asType().getAnnotationMirrors().stream()));
  }

  boolean isNullable() {
    return annotations.stream()
        .anyMatch(a -> a.getAnnotationType().asElement().getSimpleName().contentEquals("Nullable"));
  }

  /** Sets what the constraints say of a schema. */
  void apply(JsonObject schema) {
    for (AnnotationMirror annotation : annotations) {
      String name = Annotations.name(annotation);
      if (name.startsWith(JAKARTA)) {
        apply(name.substring(JAKARTA.length()), Annotations.values(annotation), schema);
      }
    }
  }

  private static void apply(String constraint, Map<String, Object> values, JsonObject schema) {
    switch (constraint) {
      case "NotEmpty" -> least(schema, 1);
      case "NotBlank" -> {
        least(schema, 1);
        schema.text("pattern", "\\S");
      }
      case "Size" -> {
        least(schema, (int) values.getOrDefault("min", 0));
        most(schema, (int) values.getOrDefault("max", Integer.MAX_VALUE));
      }
      case "Min" -> schema.put("minimum", values.get("value"));
      case "Max" -> schema.put("maximum", values.get("value"));
      case "DecimalMin" -> bound(schema, "Minimum", values);
      case "DecimalMax" -> bound(schema, "Maximum", values);
      case "Positive" -> schema.put("exclusiveMinimum", 0);
      case "PositiveOrZero" -> schema.put("minimum", 0);
      case "Negative" -> schema.put("exclusiveMaximum", 0);
      case "NegativeOrZero" -> schema.put("maximum", 0);
      case "Email" -> schema.text("format", "email");
      case "Pattern" -> {
        if (((List<?>) values.getOrDefault("flags", List.of())).isEmpty()) {
          schema.text("pattern", "^(?:" + values.get("regexp") + ")$");
        }
      }
      default -> {
        // What JSON Schema has no word for, as dates in the past.
      }
    }
  }

  private static void bound(JsonObject schema, String keyword, Map<String, Object> values) {
    boolean inclusive = (boolean) values.getOrDefault("inclusive", true);
    String name = inclusive ? keyword.toLowerCase(Locale.ROOT) : "exclusive" + keyword;
    try {
      schema.put(name, new BigDecimal(values.get("value").toString()).toPlainString());
    } catch (NumberFormatException e) {
      // The engine of constraints refuses it at the start.
    }
  }

  private static void least(JsonObject schema, int count) {
    if (count > 0) {
      schema.put("min" + counted(schema), count);
    }
  }

  private static void most(JsonObject schema, int count) {
    if (count < Integer.MAX_VALUE) {
      schema.put("max" + counted(schema), count);
    }
  }

  private static String counted(JsonObject schema) {
    String type = schema.get("type").orElse("");
    return type.contains("array") ? "Items" : type.contains("object") ? "Properties" : "Length";
  }
}
