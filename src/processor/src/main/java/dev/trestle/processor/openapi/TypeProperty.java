package dev.trestle.processor.openapi;

import dev.trestle.processor.lang.Annotations;
import dev.trestle.processor.lang.JavaTypes;
import dev.trestle.processor.lang.Quoted;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;

/**
 * The property that tells in JSON which of several records one is, where Jackson's annotations name
 * it: {@code @JsonTypeInfo} on a sealed interface, and {@code @JsonSubTypes} or
 * {@code @JsonTypeName}.
 *
 * @param name of the property
 * @param values by the full names of the records, those that are known
 */
record TypeProperty(String name, Map<String, String> values) {
  static Optional<TypeProperty> of(TypeElement sealed) {
    return JsonNames.find(sealed, "JsonTypeInfo")
        .map(Annotations::values)
        .map(values -> String.valueOf(values.getOrDefault("property", "")))
        .filter(name -> !name.isEmpty())
        .map(name -> new TypeProperty(name, values(sealed)));
  }

  private static Map<String, String> values(TypeElement sealed) {
    Map<String, String> found = new HashMap<>();
    for (TypeMirror type : sealed.getPermittedSubclasses()) {
      JsonNames.find(((DeclaredType) type).asElement(), "JsonTypeName")
          .map(annotation -> String.valueOf(Annotations.values(annotation).get("value")))
          .ifPresent(value -> found.put(JavaTypes.name(type), value));
    }
    JsonNames.find(sealed, "JsonSubTypes").stream()
        .flatMap(listed -> ((List<?>) Annotations.values(listed).get("value")).stream())
        .map(one -> Annotations.values((AnnotationMirror) ((AnnotationValue) one).getValue()))
        .filter(one -> one.containsKey("name"))
        .forEach(one ->
            found.put(JavaTypes.name((TypeMirror) one.get("value")), one.get("name").toString()));
    return found;
  }

  /** A record with the property, which is none of its components. */
  JsonObject with(TypeMirror record, JsonObject schema) {
    JsonObject value = new JsonObject().text("type", "string");
    Optional.ofNullable(values.get(JavaTypes.name(record)))
        .ifPresent(known -> value.put("const", Quoted.text(known)));
    JsonObject tag =
        new JsonObject()
            .text("type", "object")
            .put("properties", new JsonObject().put(name, value))
            .put("required", JsonObject.array(List.of(Quoted.text(name))));
    return new JsonObject().put("allOf", JsonObject.array(List.of(schema, tag)));
  }
}
